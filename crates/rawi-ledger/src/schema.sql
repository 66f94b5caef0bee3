-- The ledger, version 2 (a change here needs a step in migration/ and another version). Opens in stock sqlite3: no function or tokenizer of our own. Offsets count UTF-8 bytes of document.text.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was published. Append-only: other bytes, or the same under another address, are another row.
CREATE TABLE document (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL,               -- of the bytes it was read from
    url TEXT NOT NULL,                  -- '' where unknown
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    outlet TEXT,
    author TEXT,
    language TEXT NOT NULL,
    published TEXT,                     -- as written, offset kept
    day TEXT,                           -- the local day of it
    headline TEXT,
    text TEXT NOT NULL,
    chain BLOB NOT NULL,                -- SHA-256 of the chain of the row before and of all other fields but seq
    UNIQUE (sha256, url)
) STRICT;
CREATE INDEX document_url ON document (url) WHERE url <> '';
CREATE INDEX document_day ON document (day);

-- What the engine says of a document; everything below hangs on it and can be made again from the text.
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document,
    engine TEXT NOT NULL,               -- version of the engine and digest of the words
    record TEXT NOT NULL,               -- rawi.reading/1 with offsets in bytes, without the text
    gist BLOB NOT NULL,
    sketch BLOB NOT NULL,
    related INTEGER NOT NULL DEFAULT 0  -- have its claims been compared with the others?
) STRICT;
CREATE INDEX reading_unrelated ON reading (document) WHERE related = 0;

-- Documents whose reading was replaced, one row each time: the index for searching puts them in anew.
CREATE TABLE reread (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL
) STRICT;
CREATE TRIGGER reading_goes AFTER DELETE ON reading BEGIN INSERT INTO reread (document) VALUES (old.document); END;
CREATE TRIGGER reading_changes AFTER UPDATE OF record ON reading BEGIN INSERT INTO reread (document) VALUES (old.document); END;

CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT,
    UNIQUE (kind, folded)
) STRICT;

CREATE TABLE mention (
    document INTEGER NOT NULL REFERENCES document,
    nth INTEGER NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity, document);

CREATE TABLE time (
    document INTEGER NOT NULL REFERENCES document,
    nth INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT,
    first TEXT,
    last TEXT,
    grain TEXT NOT NULL,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
    document INTEGER NOT NULL REFERENCES document,
    nth INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    min REAL,                           -- NULL where open
    max REAL,
    approx TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    cumulative INTEGER NOT NULL,
    as_of TEXT,
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,           -- from the document's bytes and the spans of cue and content: the same in every ledger
    document INTEGER NOT NULL REFERENCES document,
    nth INTEGER NOT NULL,               -- 0 is c1 of the record
    rule TEXT NOT NULL,
    cue TEXT NOT NULL,
    lemma TEXT NOT NULL,
    source TEXT,
    who TEXT,
    entity INTEGER REFERENCES entity,
    content TEXT NOT NULL,              -- several pieces joined by ' … '
    spans TEXT NOT NULL,                -- [[start, end], …] of the content
    start INTEGER NOT NULL,             -- of the first piece
    "end" INTEGER NOT NULL,             -- of the last
    act TEXT NOT NULL,
    polarity TEXT NOT NULL,
    form TEXT NOT NULL,
    naming TEXT NOT NULL,
    anonymity INTEGER NOT NULL,
    zone TEXT NOT NULL,
    parent INTEGER,                     -- nth of the claim around it
    said TEXT,                          -- first day of when it was said; NULL where the text does not say
    said_last TEXT,
    origin TEXT NOT NULL,               -- whose report it is: 'agency/…', 'relay/…', 'document/…', 'unnamed/…', 'outlet/…'
    shape BLOB NOT NULL,                -- the claim as it is compared
    roles BLOB NOT NULL                 -- who does what in it
) STRICT;
CREATE UNIQUE INDEX claim_document ON claim (document, nth);
CREATE INDEX claim_entity ON claim (entity, document);

-- Derived: made again by relating.
CREATE TABLE relation (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    from_claim INTEGER NOT NULL REFERENCES claim,   -- the claim that repeats, denies …
    to_claim INTEGER REFERENCES claim,              -- NULL for a sentence in the paper's own voice
    rule TEXT NOT NULL,
    from_start INTEGER NOT NULL,                    -- the words that show it, on both sides
    from_end INTEGER NOT NULL,
    to_start INTEGER NOT NULL,
    to_end INTEGER NOT NULL,
    score REAL NOT NULL,
    parts TEXT NOT NULL,                        -- {"words": 0.8, …}: what the score is the mean of
    inside INTEGER NOT NULL                     -- within one document?
) STRICT;
CREATE INDEX relation_from ON relation (from_claim);
CREATE INDEX relation_to ON relation (to_claim);

-- Derived: claims that say the same (by repeats), named by their earliest.
CREATE TABLE cluster (
    claim INTEGER PRIMARY KEY REFERENCES claim,
    cluster INTEGER NOT NULL REFERENCES claim
) STRICT;
CREATE INDEX cluster_claims ON cluster (cluster);

-- Derived: documents about one event, named by their earliest.
CREATE TABLE story (
    document INTEGER PRIMARY KEY REFERENCES document,
    story INTEGER NOT NULL REFERENCES document
) STRICT;
CREATE INDEX story_documents ON story (story);

-- What people decided. Append-only; each row carries the hash of the one before.
CREATE TABLE review (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    subject TEXT NOT NULL,              -- 'claim' or 'relation'
    uid TEXT NOT NULL,
    verdict TEXT NOT NULL,              -- 'accepted', 'corrected', 'rejected' or 'undone'
    note TEXT NOT NULL,
    correction TEXT,                    -- JSON: the fields put right
    undoes INTEGER REFERENCES review,
    anchor TEXT NOT NULL,               -- JSON: sha256 and url of the document, the words and where they stood
    hash BLOB NOT NULL,                 -- SHA-256 of the hash of the row before and all other fields but n
    request TEXT                        -- who asks twice for the same is answered with the same
) STRICT;
CREATE INDEX review_uid ON review (uid);
CREATE UNIQUE INDEX review_request ON review (request);
CREATE UNIQUE INDEX review_undoes ON review (undoes);
CREATE TRIGGER review_stays BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER review_is_kept BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END;

-- Claims that somebody has checked, as they were imported. What was found of them is told of nothing else.
CREATE TABLE verified (
    uid TEXT PRIMARY KEY,               -- from all fields below
    claim TEXT NOT NULL,
    verdict TEXT NOT NULL,              -- '' where not given, and so for the fields below
    context TEXT NOT NULL,
    language TEXT NOT NULL,
    url TEXT NOT NULL,
    stems BLOB NOT NULL                 -- what it is compared by
) STRICT, WITHOUT ROWID;

-- Derived: claims that share most words with a checked one. A suggestion, no verdict.
CREATE TABLE verified_claim (
    verified TEXT NOT NULL REFERENCES verified,
    claim INTEGER NOT NULL REFERENCES claim,
    score REAL NOT NULL,                -- how much of the checked claim's words the claim has, rare words weighing more
    PRIMARY KEY (verified, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX verified_claim_claim ON verified_claim (claim);

-- Derived: on what a review stands after a re-reading, where that is another claim or relation with the same words.
CREATE TABLE anchoring (
    review INTEGER PRIMARY KEY REFERENCES review,
    uid TEXT NOT NULL
) STRICT;
CREATE INDEX anchoring_uid ON anchoring (uid);

-- What people decided last of each claim or relation, what was undone left out. One that is in no `claim` or `relation` is an orphan.
CREATE VIEW standing AS
SELECT subject, uid, n, at, reviewer, verdict, note, correction FROM (
    SELECT subject, coalesce(anchoring.uid, review.uid) AS uid, n, at, reviewer, verdict, note, correction,
           row_number() OVER (PARTITION BY coalesce(anchoring.uid, review.uid) ORDER BY n DESC) AS nth
    FROM review LEFT JOIN anchoring ON anchoring.review = n
    WHERE verdict <> 'undone' AND NOT EXISTS (SELECT 1 FROM review AS later WHERE later.undoes = review.n)
) WHERE nth = 1;
