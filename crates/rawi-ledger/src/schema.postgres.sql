-- The ledger on a server, version 2: the tables of schema.sql, where each column is told of, in the words of PostgreSQL. Text is compared by its bytes there and here.
-- Numbers of documents, claims, names and reviews are given by the one writer.

CREATE TABLE meta (
    name TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE document (
    seq BIGINT PRIMARY KEY,
    sha256 TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    outlet TEXT COLLATE "C",
    author TEXT COLLATE "C",
    language TEXT COLLATE "C" NOT NULL,
    published TEXT COLLATE "C",
    day TEXT COLLATE "C",
    headline TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    chain BYTEA NOT NULL,
    UNIQUE (sha256, url)
);
CREATE INDEX document_url ON document USING hash (url) WHERE url <> '';
CREATE INDEX document_day ON document (day);

CREATE TABLE reading (
    document BIGINT PRIMARY KEY REFERENCES document,
    engine TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    gist BYTEA NOT NULL,
    sketch BYTEA NOT NULL,
    related BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX reading_unrelated ON reading (document) WHERE related = 0;

CREATE TABLE reread (
    n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document BIGINT NOT NULL
);
CREATE FUNCTION reading_was_replaced() RETURNS trigger LANGUAGE plpgsql SET search_path = rawi AS
    $$ BEGIN INSERT INTO reread (document) VALUES (OLD.document); RETURN NULL; END $$;
CREATE TRIGGER reading_goes AFTER DELETE ON reading FOR EACH ROW EXECUTE FUNCTION reading_was_replaced();
CREATE TRIGGER reading_changes AFTER UPDATE OF record ON reading FOR EACH ROW EXECUTE FUNCTION reading_was_replaced();

CREATE TABLE entity (
    id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    folded TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    UNIQUE (kind, folded)
);

CREATE TABLE mention (
    document BIGINT NOT NULL REFERENCES document,
    nth BIGINT NOT NULL,
    entity BIGINT NOT NULL REFERENCES entity,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    PRIMARY KEY (document, nth)
);
CREATE INDEX mention_entity ON mention (entity, document);

CREATE TABLE time (
    document BIGINT NOT NULL REFERENCES document,
    nth BIGINT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    first TEXT COLLATE "C",
    last TEXT COLLATE "C",
    grain TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (document, nth)
);

CREATE TABLE figure (
    document BIGINT NOT NULL REFERENCES document,
    nth BIGINT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    min DOUBLE PRECISION,
    max DOUBLE PRECISION,
    approx TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    cumulative BIGINT NOT NULL,
    as_of TEXT COLLATE "C",
    PRIMARY KEY (document, nth)
);

CREATE TABLE claim (
    id BIGINT PRIMARY KEY,
    uid TEXT COLLATE "C" NOT NULL UNIQUE,
    document BIGINT NOT NULL REFERENCES document,
    nth BIGINT NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    cue TEXT COLLATE "C" NOT NULL,
    lemma TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C",
    who TEXT COLLATE "C",
    entity BIGINT REFERENCES entity,
    content TEXT COLLATE "C" NOT NULL,
    spans TEXT COLLATE "C" NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    polarity TEXT COLLATE "C" NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    naming TEXT COLLATE "C" NOT NULL,
    anonymity BIGINT NOT NULL,
    zone TEXT COLLATE "C" NOT NULL,
    parent BIGINT,
    said TEXT COLLATE "C",
    said_last TEXT COLLATE "C",
    origin TEXT COLLATE "C" NOT NULL,
    shape BYTEA NOT NULL,
    roles BYTEA NOT NULL
);
CREATE UNIQUE INDEX claim_document ON claim (document, nth);
CREATE INDEX claim_entity ON claim (entity, document);

CREATE TABLE relation (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uid TEXT COLLATE "C" NOT NULL UNIQUE,
    kind TEXT COLLATE "C" NOT NULL,
    from_claim BIGINT NOT NULL REFERENCES claim,
    to_claim BIGINT REFERENCES claim,
    rule TEXT COLLATE "C" NOT NULL,
    from_start BIGINT NOT NULL,
    from_end BIGINT NOT NULL,
    to_start BIGINT NOT NULL,
    to_end BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    parts TEXT COLLATE "C" NOT NULL,
    inside BIGINT NOT NULL
);
CREATE INDEX relation_from ON relation (from_claim);
CREATE INDEX relation_to ON relation (to_claim);

CREATE TABLE cluster (
    claim BIGINT PRIMARY KEY REFERENCES claim,
    cluster BIGINT NOT NULL REFERENCES claim
);
CREATE INDEX cluster_claims ON cluster (cluster);

CREATE TABLE story (
    document BIGINT PRIMARY KEY REFERENCES document,
    story BIGINT NOT NULL REFERENCES document
);
CREATE INDEX story_documents ON story (story);

CREATE TABLE review (
    n BIGINT PRIMARY KEY,
    at TEXT COLLATE "C" NOT NULL,
    reviewer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    uid TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    correction TEXT COLLATE "C",
    undoes BIGINT REFERENCES review,
    anchor TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL,
    request TEXT COLLATE "C"
);
CREATE INDEX review_uid ON review (uid);
CREATE UNIQUE INDEX review_request ON review (request);
CREATE UNIQUE INDEX review_undoes ON review (undoes);
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '%s are append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER review_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON review EXECUTE FUNCTION append_only();
CREATE TRIGGER document_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON document EXECUTE FUNCTION append_only();

CREATE TABLE verified (
    uid TEXT COLLATE "C" PRIMARY KEY,
    claim TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    context TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    stems BYTEA NOT NULL
);

CREATE TABLE verified_claim (
    verified TEXT COLLATE "C" NOT NULL REFERENCES verified,
    claim BIGINT NOT NULL REFERENCES claim,
    score DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (verified, claim)
);
CREATE INDEX verified_claim_claim ON verified_claim (claim);

CREATE TABLE anchoring (
    review BIGINT PRIMARY KEY REFERENCES review,
    uid TEXT COLLATE "C" NOT NULL
);
CREATE INDEX anchoring_uid ON anchoring (uid);

CREATE VIEW standing AS
SELECT subject, uid, n, at, reviewer, verdict, note, correction FROM (
    SELECT subject, coalesce(anchoring.uid, review.uid) AS uid, n, at, reviewer, verdict, note, correction,
           row_number() OVER (PARTITION BY coalesce(anchoring.uid, review.uid) ORDER BY n DESC) AS nth
    FROM review LEFT JOIN anchoring ON anchoring.review = n
    WHERE verdict <> 'undone' AND NOT EXISTS (SELECT 1 FROM review AS later WHERE later.undoes = review.n)
) AS decided WHERE nth = 1;
