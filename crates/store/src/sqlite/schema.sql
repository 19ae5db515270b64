-- The store, form 1. Tables hold what is kept; views (views.sql) are what other programs read.

CREATE TABLE outlet (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    country TEXT,
    kind TEXT,
    language TEXT
) STRICT;

-- One row for each version of an article. Only the current version has events, statements and a place in the index of words.
CREATE TABLE article (
    key INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    is_current INTEGER NOT NULL,
    date TEXT NOT NULL,
    title TEXT,
    source TEXT,
    url TEXT,
    outlet INTEGER REFERENCES outlet (key),
    language TEXT,
    is_coded INTEGER NOT NULL,
    keep TEXT NOT NULL CHECK (keep IN ('full', 'snippets', 'digest')),
    reader TEXT NOT NULL,
    added TEXT NOT NULL
) STRICT;
CREATE INDEX article_by_date ON article (date);
CREATE INDEX article_by_id ON article (id, date);
CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_by_outlet ON article (outlet, date);
CREATE INDEX article_by_source ON article (source COLLATE NOCASE, date) WHERE source IS NOT NULL;

-- The article's text and its record (JSON), compressed with zstd.
CREATE TABLE document (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    text BLOB,
    record BLOB NOT NULL
) STRICT;

-- The sentences that hold evidence.
CREATE TABLE sentence (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX sentence_by_article ON sentence (article);

CREATE TABLE event (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    cameo TEXT,
    quad TEXT NOT NULL,
    contexts TEXT NOT NULL,
    status TEXT NOT NULL,
    background INTEGER NOT NULL,
    start TEXT,
    "end" TEXT,
    day TEXT,
    day_basis TEXT,
    published TEXT NOT NULL,
    outlet INTEGER REFERENCES outlet (key),
    place TEXT,
    country TEXT,
    lat REAL,
    lon REAL,
    geonameid INTEGER,
    plover_score REAL,
    goldstein REAL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    statement INTEGER,
    confidence_type REAL,
    confidence_status REAL,
    trigger_words TEXT,
    sentence INTEGER REFERENCES sentence (key)
) STRICT;
CREATE INDEX event_by_article ON event (article);
-- The way along all events, with what is asked of the article's day without a look at the event.
CREATE INDEX event_by_day ON event (day, key, published);
CREATE INDEX event_by_published ON event (published);
CREATE INDEX event_by_confidence ON event (confidence_type, day);
CREATE INDEX event_by_type ON event (type, day);
CREATE INDEX event_by_mode ON event (mode, day) WHERE mode IS NOT NULL;
CREATE INDEX event_by_status ON event (status, day);
CREATE INDEX event_by_country ON event (country, day) WHERE country IS NOT NULL;
CREATE INDEX event_by_place ON event (place COLLATE NOCASE, day) WHERE place IS NOT NULL;
CREATE INDEX event_by_outlet ON event (outlet, day) WHERE outlet IS NOT NULL;

CREATE TABLE event_context (
    context TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (key),
    PRIMARY KEY (context, event)
) STRICT, WITHOUT ROWID;

-- Everybody who takes part in an event or says something, with how often: a roll-up.
CREATE TABLE actor (
    key INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    who TEXT NOT NULL,
    entity TEXT NOT NULL,
    events INTEGER NOT NULL DEFAULT 0,
    statements INTEGER NOT NULL DEFAULT 0,
    UNIQUE (code, who, entity)
) STRICT;
CREATE INDEX actor_by_code ON actor (code, events, statements);

CREATE TABLE participant (
    event INTEGER NOT NULL REFERENCES event (key),
    role TEXT NOT NULL CHECK (role IN ('source', 'target')),
    number INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (key),
    basis TEXT NOT NULL,
    PRIMARY KEY (event, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_actor ON participant (actor, event);

CREATE TABLE statement (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    who TEXT,
    codes TEXT NOT NULL,
    kind TEXT NOT NULL,
    mode TEXT NOT NULL,
    polarity TEXT NOT NULL,
    cue TEXT,
    content TEXT,
    date TEXT,
    day TEXT NOT NULL,
    day_basis TEXT NOT NULL,
    published TEXT NOT NULL,
    outlet INTEGER REFERENCES outlet (key),
    confidence REAL,
    sentence INTEGER REFERENCES sentence (key)
) STRICT;
CREATE INDEX statement_by_article ON statement (article, number);
CREATE INDEX statement_by_day ON statement (day, key, published);
CREATE INDEX statement_by_published ON statement (published);
CREATE INDEX statement_by_confidence ON statement (confidence, day);
CREATE INDEX statement_by_mode ON statement (mode, day);
CREATE INDEX statement_by_outlet ON statement (outlet, day) WHERE outlet IS NOT NULL;

CREATE TABLE speaker (
    statement INTEGER NOT NULL REFERENCES statement (key),
    actor INTEGER NOT NULL REFERENCES actor (key),
    PRIMARY KEY (statement, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_by_actor ON speaker (actor, statement);

CREATE TABLE agenda_item (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    event INTEGER NOT NULL REFERENCES event (key),
    topic TEXT NOT NULL,
    scope TEXT NOT NULL,
    statement INTEGER,
    day TEXT,
    published TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_by_article ON agenda_item (article);
CREATE INDEX agenda_by_event ON agenda_item (event);
CREATE INDEX agenda_by_day ON agenda_item (day, key, published);

-- Which two parties an event has: countries, or bodies without one. In symmetric events `first` comes before `second` in the alphabet. What
-- series and dyads ask of the event stands here once more: its pairs lie together, the events themselves far apart.
CREATE TABLE pair (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    day TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (key),
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    plover_score REAL,
    goldstein REAL,
    PRIMARY KEY (first, second, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_by_event ON pair (event);

-- Roll-ups, kept in the transaction that changes what they count.
CREATE TABLE dyad_week (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    week TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    events INTEGER NOT NULL,
    plover_sum REAL NOT NULL,
    plover_events INTEGER NOT NULL,
    goldstein_sum REAL NOT NULL,
    goldstein_events INTEGER NOT NULL,
    PRIMARY KEY (first, second, week, type, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_day (
    date TEXT NOT NULL,
    outlet TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (date, outlet)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- The words of current articles and of what was said. Rows are those of article and statement; texts are not kept here.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    who, said, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
