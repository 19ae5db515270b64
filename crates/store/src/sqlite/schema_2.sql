-- What makes form 2 of form 1: what spans articles. All of it is made from articles and records, and can be made again.

-- Which parties an article names, each version its own: an alpha-3 code, the code of a body, the name of an armed group.
CREATE TABLE named (
    party TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (party, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_by_article ON named (article);

-- What linking keeps of each current article (JSON, compressed with zstd), in the form with that number.
CREATE TABLE leaf (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    form INTEGER NOT NULL,
    leaf BLOB NOT NULL
) STRICT;

-- Articles that are one text: the family is known by the digest of its first.
CREATE TABLE copy (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    family TEXT NOT NULL,
    number INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_by_family ON copy (family, number);

-- Events joined over articles: what is asked of them in columns, and the whole as JSON, compressed with zstd.
CREATE TABLE fused_event (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    day TEXT,
    start TEXT,
    "end" TEXT,
    type TEXT NOT NULL,
    mode TEXT,
    quad TEXT NOT NULL,
    status TEXT NOT NULL,
    background INTEGER NOT NULL,
    round INTEGER,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    place TEXT,
    country TEXT,
    conflicts TEXT NOT NULL,
    confidence REAL NOT NULL,
    articles INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_told TEXT NOT NULL,
    last_told TEXT NOT NULL,
    sentence TEXT,
    whole BLOB NOT NULL
) STRICT;
CREATE INDEX fused_event_by_day ON fused_event (day);

-- Which events of which articles a fused event joins.
CREATE TABLE fused_telling (
    fused INTEGER NOT NULL REFERENCES fused_event (key),
    article INTEGER NOT NULL REFERENCES article (key),
    event TEXT NOT NULL,
    PRIMARY KEY (fused, article, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX fused_telling_by_article ON fused_telling (article);

-- What belongs together over time.
CREATE TABLE story (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    articles INTEGER NOT NULL,
    origins INTEGER NOT NULL
) STRICT;

CREATE TABLE story_article (
    story INTEGER NOT NULL REFERENCES story (key),
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (story, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_article_by_article ON story_article (article);
