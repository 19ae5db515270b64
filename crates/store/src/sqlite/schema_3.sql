-- What makes form 3 of form 2: ways to the rows that hang on an event or a sentence, for each row that goes away is looked up there. Without
-- them a new version of an article cost a walk through whole tables.

CREATE INDEX event_by_sentence ON event (sentence);
CREATE INDEX statement_by_sentence ON statement (sentence);
CREATE INDEX event_context_by_event ON event_context (event);
