-- Version 2: what asked for a review, where reviews stand after a re-reading, and what stands; the chain of documents holds all that a row says.

-- Empty until the document is read again: `rawi reread`.
ALTER TABLE claim ADD COLUMN roles BLOB NOT NULL DEFAULT x'';

ALTER TABLE review ADD COLUMN request TEXT;
CREATE UNIQUE INDEX review_request ON review (request);
CREATE UNIQUE INDEX review_undoes ON review (undoes);

CREATE TABLE anchoring (
    review INTEGER PRIMARY KEY REFERENCES review,
    uid TEXT NOT NULL
) STRICT;
CREATE INDEX anchoring_uid ON anchoring (uid);

CREATE VIEW standing AS
SELECT subject, uid, n, at, reviewer, verdict, note, correction FROM (
    SELECT subject, coalesce(anchoring.uid, review.uid) AS uid, n, at, reviewer, verdict, note, correction,
           row_number() OVER (PARTITION BY coalesce(anchoring.uid, review.uid) ORDER BY n DESC) AS nth
    FROM review LEFT JOIN anchoring ON anchoring.review = n
    WHERE verdict <> 'undone' AND NOT EXISTS (SELECT 1 FROM review AS later WHERE later.undoes = review.n)
) WHERE nth = 1;

CREATE TABLE reread (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL
) STRICT;
CREATE TRIGGER reading_goes AFTER DELETE ON reading BEGIN INSERT INTO reread (document) VALUES (old.document); END;
CREATE TRIGGER reading_changes AFTER UPDATE OF record ON reading BEGIN INSERT INTO reread (document) VALUES (old.document); END;

CREATE TABLE verified (
    uid TEXT PRIMARY KEY,
    claim TEXT NOT NULL,
    verdict TEXT NOT NULL,
    context TEXT NOT NULL,
    language TEXT NOT NULL,
    url TEXT NOT NULL,
    stems BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE verified_claim (
    verified TEXT NOT NULL REFERENCES verified,
    claim INTEGER NOT NULL REFERENCES claim,
    score REAL NOT NULL,
    PRIMARY KEY (verified, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX verified_claim_claim ON verified_claim (claim);
