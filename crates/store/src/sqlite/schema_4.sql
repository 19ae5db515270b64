-- What makes form 4 of form 3: what people say of findings.

-- Corrections as they were made; rows are only ever added. The article need not be there.
CREATE TABLE correction (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    verb TEXT NOT NULL,
    what TEXT NOT NULL,
    field TEXT,
    why TEXT,
    whole TEXT NOT NULL
) STRICT;
CREATE INDEX correction_by_digest ON correction (digest);

-- What became of each in the record of its article; made again whenever the record is.
CREATE TABLE fate (
    correction INTEGER PRIMARY KEY REFERENCES correction (key),
    became TEXT NOT NULL CHECK (became IN ('done', 'undone', 'orphan')),
    reason TEXT
) STRICT;

-- Which other articles a correction speaks of, when it says that events of two articles are one, or are not.
CREATE TABLE correction_elsewhere (
    correction INTEGER NOT NULL REFERENCES correction (key),
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (correction, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_elsewhere_by_digest ON correction_elsewhere (digest);

-- The record as the machine made it, where corrections have made another of it, which stands in `record`.
ALTER TABLE document ADD COLUMN machine BLOB;

-- What was said of a finding, and what the machine had (JSON: fields and values); none where nothing was said.
ALTER TABLE event ADD COLUMN corrected TEXT;
ALTER TABLE event ADD COLUMN machine TEXT;
ALTER TABLE statement ADD COLUMN corrected TEXT;
ALTER TABLE statement ADD COLUMN machine TEXT;
ALTER TABLE agenda_item ADD COLUMN corrected TEXT;
ALTER TABLE agenda_item ADD COLUMN machine TEXT;
