-- What other programs read. Columns are only ever added.

DROP VIEW IF EXISTS articles;
CREATE VIEW articles AS
SELECT
    article.key AS key, article.id AS id, article.date AS date, article.title AS title,
    coalesce(outlet.name, article.source) AS source, outlet.country AS source_country, outlet.kind AS source_kind,
    article.url AS url, article.language AS language, article.is_coded AS is_coded, article.version AS version,
    article.keep AS keep, article.digest AS digest, article.reader AS reader, article.added AS added,
    (SELECT count(*) FROM event WHERE event.article = article.key) AS events,
    (SELECT count(*) FROM statement WHERE statement.article = article.key) AS statements
FROM article LEFT JOIN outlet ON outlet.key = article.outlet
WHERE article.is_current;

DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT
    event.key AS key, event.id AS id, event.day AS day, event.day_basis AS day_basis, event.start AS start, event."end" AS "end",
    event.type AS type, event.mode AS mode, event.cameo AS cameo, event.quad AS quad, event.contexts AS contexts,
    event.status AS status, event.background AS background, event.source AS source, event.target AS target,
    event.place AS place, event.country AS country, event.lat AS lat, event.lon AS lon, event.geonameid AS geonameid,
    event.plover_score AS plover_score, event.goldstein AS goldstein, statement.who AS according_to,
    event.confidence_type AS confidence_type, event.confidence_status AS confidence_status,
    article.id AS article, event.published AS published, coalesce(outlet.name, article.source) AS outlet,
    event.trigger_words AS trigger_words, sentence.text AS sentence, event.corrected AS corrected, event.machine AS machine
FROM event
JOIN article ON article.key = event.article
LEFT JOIN outlet ON outlet.key = event.outlet
LEFT JOIN statement ON statement.article = event.article AND statement.number = event.statement
LEFT JOIN sentence ON sentence.key = event.sentence;

DROP VIEW IF EXISTS statements;
CREATE VIEW statements AS
SELECT
    statement.key AS key, statement.id AS id, statement.day AS day, statement.day_basis AS day_basis, statement.date AS date,
    statement.who AS who, statement.codes AS codes, statement.kind AS kind, statement.mode AS mode,
    statement.polarity AS polarity, statement.cue AS cue, statement.content AS content, statement.confidence AS confidence,
    article.id AS article, statement.published AS published, coalesce(outlet.name, article.source) AS outlet,
    sentence.text AS sentence, statement.corrected AS corrected, statement.machine AS machine
FROM statement
JOIN article ON article.key = statement.article
LEFT JOIN outlet ON outlet.key = statement.outlet
LEFT JOIN sentence ON sentence.key = statement.sentence;

DROP VIEW IF EXISTS agenda;
CREATE VIEW agenda AS
SELECT
    agenda_item.key AS key, event.day AS day, agenda_item.scope AS scope, agenda_item.topic AS topic,
    event.source AS parties, event.place AS place, event.status AS status, statement.who AS according_to,
    event.id AS event, article.id AS article, event.published AS published,
    agenda_item.corrected AS corrected, agenda_item.machine AS machine
FROM agenda_item
JOIN event ON event.key = agenda_item.event
JOIN article ON article.key = agenda_item.article
LEFT JOIN statement ON statement.article = agenda_item.article AND statement.number = agenda_item.statement;

DROP VIEW IF EXISTS actors;
CREATE VIEW actors AS
SELECT key, code, who, nullif(entity, '') AS entity, events, statements FROM actor WHERE events + statements > 0;

DROP VIEW IF EXISTS corrections;
CREATE VIEW corrections AS
SELECT
    correction.key AS key, correction.id AS id, article.id AS article, correction.digest AS digest, correction.at AS at,
    correction."by" AS "by", correction.verb AS verb, correction.what AS what, correction.field AS field, correction.why AS why,
    CASE
        WHEN article.key IS NULL THEN 'orphan'
        WHEN NOT article.is_current AND fate.became = 'done' THEN 'orphan'
        ELSE coalesce(fate.became, 'orphan')
    END AS became,
    CASE
        WHEN article.key IS NULL THEN 'the article is not in the store'
        WHEN NOT article.is_current AND fate.became = 'done' THEN 'the article has a newer version, to which it does not apply'
        ELSE fate.reason
    END AS reason,
    correction.whole AS whole
FROM correction
LEFT JOIN article ON article.digest = correction.digest
LEFT JOIN fate ON fate.correction = correction.key;

DROP VIEW IF EXISTS copies;
CREATE VIEW copies AS
SELECT
    copy.family AS family, copy.number AS number, article.id AS article, article.digest AS digest, article.date AS date,
    coalesce(outlet.name, article.source) AS source, article.title AS title
FROM copy
JOIN article ON article.key = copy.article
LEFT JOIN outlet ON outlet.key = article.outlet
WHERE article.is_current;

DROP VIEW IF EXISTS fused;
CREATE VIEW fused AS
SELECT
    key, id, day, start, "end", type, mode, quad, status, background, round, source, target, place, country, conflicts, confidence,
    articles, origins, first_told, last_told, sentence
FROM fused_event;

DROP VIEW IF EXISTS fused_tellings;
CREATE VIEW fused_tellings AS
SELECT
    fused_event.id AS fused, fused_telling.event AS event, article.id AS article, article.digest AS digest, article.date AS published,
    coalesce(outlet.name, article.source) AS outlet
FROM fused_telling
JOIN fused_event ON fused_event.key = fused_telling.fused
JOIN article ON article.key = fused_telling.article
LEFT JOIN outlet ON outlet.key = article.outlet;

DROP VIEW IF EXISTS stories;
CREATE VIEW stories AS
SELECT key, id, name, first, last, articles, origins FROM story;

DROP VIEW IF EXISTS story_articles;
CREATE VIEW story_articles AS
SELECT
    story.id AS story, article.id AS article, article.digest AS digest, article.date AS date,
    coalesce(outlet.name, article.source) AS source, article.title AS title
FROM story_article
JOIN story ON story.key = story_article.story
JOIN article ON article.key = story_article.article
LEFT JOIN outlet ON outlet.key = article.outlet;
