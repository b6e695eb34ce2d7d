PRAGMA application_id = 1129267523;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'coach','create_tables','2025-03-04 09:30:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'coach','create_results','2025-03-04 09:30:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'coach','create_server_tables','2025-03-04 09:30:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'coach','create_means','2025-03-04 09:30:00+00:00');
CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO "accounts" VALUES('kim','candidate','2025-03-04T09:30:00.123456+00:00');
INSERT INTO "accounts" VALUES('lee','candidate','2025-03-04T09:30:00.123456+00:00');
INSERT INTO "accounts" VALUES('ida','interviewer','2025-03-04T09:30:00.123456+00:00');
CREATE TABLE answers (
    user_id TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    status INTEGER,
    payload BLOB,
    PRIMARY KEY (user_id, key_hash)
);
INSERT INTO "answers" VALUES('kim','0000000000000000000000000000000000000000000000000000000000000000','1111111111111111111111111111111111111111111111111111111111111111','2025-03-04T09:30:00.123456+00:00',201,X'7365616C6564');
INSERT INTO "answers" VALUES('lee','0000000000000000000000000000000000000000000000000000000000000000','2222222222222222222222222222222222222222222222222222222222222222','2025-03-04T09:30:00.123456+00:00',NULL,NULL);
CREATE TABLE assignments (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    interviewer_id TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (session_id, interviewer_id)
);
INSERT INTO "assignments" VALUES('s1','ida','2025-03-04T09:30:00.123456+00:00');
INSERT INTO "assignments" VALUES('s2','ida','2025-03-04T09:30:00.123456+00:00');
CREATE TABLE attempts (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, id)
);
INSERT INTO "attempts" VALUES('s1','a1','q1',1,'submit','finished',X'7365616C6564');
INSERT INTO "attempts" VALUES('s1','a2','q1',2,'samples','started',X'7365616C6564');
INSERT INTO "attempts" VALUES('s2','a1','q1',1,'submit','finished',X'7365616C6564');
INSERT INTO "attempts" VALUES('s2','a2','q1',2,'samples','started',X'7365616C6564');
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request_id TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,'2025-03-04T09:30:00.123456+00:00','3333333333333333','create_token','4444444444444444','done','r1');
INSERT INTO "audit" VALUES(2,'2025-03-04T09:30:00.123456+00:00','purge','purge','','done','');
CREATE TABLE concept_results (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    concept TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (session_id, question_id, concept)
);
INSERT INTO "concept_results" VALUES('s1','q1','hashing','kim','coding_problem','2025-03-04T10:14:00.123456+00:00',7.25);
INSERT INTO "concept_results" VALUES('s2','q1','hashing','lee','coding_problem','2025-03-04T10:14:00.123456+00:00',7.25);
CREATE TABLE consents (
    user_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    given_at TEXT NOT NULL,
    given_by TEXT NOT NULL,
    model_host TEXT NOT NULL
);
INSERT INTO "consents" VALUES('kim',1,'355ae1c4cc39257013a5ef441af3354dd9926ab0ed1d240d40e4027ee645f7c3','2025-03-04T09:30:00.123456+00:00','candidate','');
INSERT INTO "consents" VALUES('lee',1,'355ae1c4cc39257013a5ef441af3354dd9926ab0ed1d240d40e4027ee645f7c3','2025-03-04T09:30:00.123456+00:00','candidate','');
CREATE TABLE events (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    elapsed REAL NOT NULL,
    question_id TEXT,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, sequence)
);
INSERT INTO "events" VALUES('s1',1,'said','2025-03-04T09:30:01.123456+00:00',1.0,'q1',X'7365616C6564');
INSERT INTO "events" VALUES('s1',2,'said','2025-03-04T09:30:02.123456+00:00',2.0,'q1',X'7365616C6564');
INSERT INTO "events" VALUES('s1',3,'said','2025-03-04T09:30:03.123456+00:00',3.0,'q1',X'7365616C6564');
INSERT INTO "events" VALUES('s2',1,'said','2025-03-04T09:30:01.123456+00:00',1.0,'q1',X'7365616C6564');
INSERT INTO "events" VALUES('s2',2,'said','2025-03-04T09:30:02.123456+00:00',2.0,'q1',X'7365616C6564');
INSERT INTO "events" VALUES('s2',3,'said','2025-03-04T09:30:03.123456+00:00',3.0,'q1',X'7365616C6564');
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
    token_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    reason TEXT NOT NULL
);
INSERT INTO "grants" VALUES('g1','kim','t1','2025-03-04T09:30:00.123456+00:00','2025-04-03T09:30:00.123456+00:00',NULL,'');
INSERT INTO "grants" VALUES('g2','ida','t2','2025-03-04T09:30:00.123456+00:00','2025-04-03T09:30:00.123456+00:00','2025-03-04T09:30:00.123456+00:00','asked for');
CREATE TABLE interview_means (
    role TEXT NOT NULL,
    seniority TEXT NOT NULL,
    evaluator_version INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    overall REAL NOT NULL,
    interviews INTEGER NOT NULL,
    PRIMARY KEY (role, seniority, evaluator_version, user_id)
) WITHOUT ROWID;
INSERT INTO "interview_means" VALUES('platform','staff',1,'kim',6.75,1);
INSERT INTO "interview_means" VALUES('platform','staff',1,'lee',6.75,1);
CREATE TABLE interview_results (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    at TEXT NOT NULL,
    company TEXT NOT NULL,
    seniority TEXT NOT NULL,
    role TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    overall REAL NOT NULL,
    seconds REAL NOT NULL,
    evaluator_version INTEGER NOT NULL
);
INSERT INTO "interview_results" VALUES('s1','kim','2025-03-04T10:14:00.123456+00:00','fintech','staff','platform','hard',6.75,2640.5,1);
INSERT INTO "interview_results" VALUES('s2','lee','2025-03-04T10:14:00.123456+00:00','fintech','staff','platform','hard',6.75,2640.5,1);
CREATE TABLE question_means (
    bank_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (bank_id, user_id)
) WITHOUT ROWID;
INSERT INTO "question_means" VALUES('two-sum','kim',7.25);
INSERT INTO "question_means" VALUES('two-sum','lee',7.25);
CREATE TABLE responses (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    submitted_at TEXT NOT NULL,
    language TEXT,
    confidence INTEGER,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, id)
);
INSERT INTO "responses" VALUES('s1','r1','q1',1,'2025-03-04T10:01:02.000000+00:00','python',4,X'7365616C6564');
INSERT INTO "responses" VALUES('s1','r2','q1',2,'2025-03-04T10:01:02.000000+00:00',NULL,4,X'7365616C6564');
INSERT INTO "responses" VALUES('s2','r1','q1',1,'2025-03-04T10:01:02.000000+00:00','python',4,X'7365616C6564');
INSERT INTO "responses" VALUES('s2','r2','q1',2,'2025-03-04T10:01:02.000000+00:00',NULL,4,X'7365616C6564');
CREATE TABLE results (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    at TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    concepts TEXT NOT NULL,
    company TEXT NOT NULL,
    seniority TEXT NOT NULL,
    role TEXT NOT NULL,
    score REAL,
    level REAL,
    dimensions TEXT NOT NULL,
    solved INTEGER,
    hints INTEGER NOT NULL,
    seconds REAL NOT NULL,
    minutes_allowed INTEGER,
    self_rating INTEGER,
    habits TEXT NOT NULL,
    evaluator_version INTEGER NOT NULL,
    PRIMARY KEY (session_id, question_id)
);
INSERT INTO "results" VALUES('s1','q1','kim','2025-03-04T10:14:00.123456+00:00','two-sum','coding_problem','medium','["hashing"]','fintech','staff','platform',7.25,3.1,'{}',1,0,0.0,20,3,'{}',1);
INSERT INTO "results" VALUES('s2','q1','lee','2025-03-04T10:14:00.123456+00:00','two-sum','coding_problem','medium','["hashing"]','fintech','staff','platform',7.25,3.1,'{}',1,0,0.0,20,3,'{}',1);
CREATE TABLE reviews (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    interviewer_id TEXT NOT NULL,
    score REAL,
    at TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, interviewer_id)
);
INSERT INTO "reviews" VALUES('s1','ida',7.5,'2025-03-04T09:30:00.123456+00:00',X'7365616C6564');
INSERT INTO "reviews" VALUES('s2','ida',NULL,'2025-03-04T09:30:00.123456+00:00',X'7365616C6564');
CREATE TABLE revoked_tokens (
    token_id TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL
);
INSERT INTO "revoked_tokens" VALUES('t9','2025-04-03T09:30:00.123456+00:00');
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    interview_type TEXT NOT NULL,
    company_type TEXT NOT NULL,
    difficulty_level TEXT NOT NULL,
    created_at TEXT NOT NULL,
    scheduled_at TEXT,
    started_at TEXT,
    completed_at TEXT,
    elapsed REAL NOT NULL,
    questions TEXT NOT NULL,
    answered INTEGER NOT NULL,
    overall_score REAL,
    version INTEGER NOT NULL,
    payload BLOB NOT NULL
);
INSERT INTO "sessions" VALUES('s1','kim','completed','mixed','fintech','hard','2025-03-04T09:30:00.123456+00:00','2025-03-03T09:30:00.123456+00:00','2025-03-04T09:30:05.123456+00:00','2025-03-04T10:14:00.123456+00:00',2640.5,'["two-sum", "rate-limiter"]',2,6.75,1,X'7365616C6564');
INSERT INTO "sessions" VALUES('s2','lee','completed','mixed','fintech','hard','2025-03-04T09:30:00.123456+00:00','2025-03-03T09:30:00.123456+00:00','2025-03-04T09:30:05.123456+00:00','2025-03-04T10:14:00.123456+00:00',2640.5,'["two-sum", "rate-limiter"]',2,6.75,1,X'7365616C6564');
INSERT INTO "sessions" VALUES('s3','lee','completed','mixed','fintech','hard','2025-03-04T09:30:00.123456+00:00',NULL,NULL,'2025-03-04T11:30:00.123456+00:00',0.0,'["slug-1", "slug-2"]',0,NULL,1,X'7365616C6564');
CREATE TABLE snapshots (
    user_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (user_id, content_hash)
);
INSERT INTO "snapshots" VALUES('kim','hash-1',X'7365616C6564');
INSERT INTO "snapshots" VALUES('lee','hash-1',X'7365616C6564');
CREATE TABLE unprojected (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE
);
INSERT INTO "unprojected" VALUES('s3');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX interview_results_by_person ON interview_results (user_id, at, session_id);
CREATE INDEX interview_results_by_cohort ON interview_results (user_id, role, seniority, evaluator_version, overall);
CREATE INDEX results_by_person ON results (user_id, at, session_id);
CREATE INDEX results_by_time ON results (at, session_id);
CREATE INDEX results_by_question ON results (user_id, bank_id, score);
CREATE INDEX concept_results_by_person ON concept_results (user_id, concept, kind, at, session_id);
CREATE VIEW v_interviews AS
SELECT
    sessions.id AS interview,
    sessions.user_id AS person,
    sessions.status,
    sessions.interview_type AS type,
    sessions.company_type AS company,
    sessions.difficulty_level AS difficulty,
    interview_results.seniority,
    interview_results.role,
    sessions.created_at,
    sessions.started_at,
    sessions.completed_at,
    sessions.elapsed / 60 AS minutes,
    sessions.answered AS responses,
    sessions.overall_score
FROM sessions LEFT JOIN interview_results ON interview_results.session_id = sessions.id;
CREATE VIEW v_results AS
SELECT
    session_id AS interview,
    question_id AS question,
    user_id AS person,
    at AS completed_at,
    bank_id AS slug,
    kind,
    difficulty,
    concepts,
    company,
    seniority,
    role,
    score,
    level,
    solved,
    hints,
    seconds / 60 AS minutes,
    minutes_allowed,
    self_rating,
    dimensions,
    habits
FROM results;
CREATE VIEW v_concepts AS
SELECT
    user_id AS person,
    concept,
    kind,
    count(*) AS questions,
    avg(score) AS mean_score,
    max(at) AS last
FROM concept_results GROUP BY user_id, concept, kind;
CREATE INDEX grants_by_person ON grants (user_id, created_at, id);
CREATE INDEX grants_by_time ON grants (created_at, id);
CREATE INDEX grants_by_end ON grants (expires_at);
CREATE INDEX revoked_tokens_by_end ON revoked_tokens (expires_at);
CREATE INDEX assignments_by_interviewer ON assignments (interviewer_id, made_at, session_id);
CREATE INDEX answers_by_time ON answers (at);
CREATE INDEX sessions_by_person ON sessions (user_id, created_at, id);
CREATE INDEX sessions_by_time ON sessions (created_at, id, status);
CREATE TRIGGER result_comes AFTER INSERT ON results BEGIN
    REPLACE INTO question_means
    SELECT bank_id, user_id, avg(score) FROM results
    WHERE user_id = new.user_id AND bank_id = new.bank_id AND score IS NOT NULL
    GROUP BY bank_id, user_id;
END;
CREATE TRIGGER result_goes AFTER DELETE ON results BEGIN
    DELETE FROM question_means WHERE bank_id = old.bank_id AND user_id = old.user_id;
    INSERT INTO question_means
    SELECT bank_id, user_id, avg(score) FROM results
    WHERE user_id = old.user_id AND bank_id = old.bank_id AND score IS NOT NULL
    GROUP BY bank_id, user_id;
END;
CREATE TRIGGER interview_result_comes AFTER INSERT ON interview_results BEGIN
    REPLACE INTO interview_means
    SELECT role, seniority, evaluator_version, user_id, avg(overall), count(*) FROM interview_results
    WHERE (user_id, role, seniority, evaluator_version)
        = (new.user_id, new.role, new.seniority, new.evaluator_version)
    GROUP BY user_id, role, seniority, evaluator_version;
END;
CREATE TRIGGER interview_result_goes AFTER DELETE ON interview_results BEGIN
    DELETE FROM interview_means
    WHERE (user_id, role, seniority, evaluator_version)
        = (old.user_id, old.role, old.seniority, old.evaluator_version);
    INSERT INTO interview_means
    SELECT role, seniority, evaluator_version, user_id, avg(overall), count(*) FROM interview_results
    WHERE (user_id, role, seniority, evaluator_version)
        = (old.user_id, old.role, old.seniority, old.evaluator_version)
    GROUP BY user_id, role, seniority, evaluator_version;
END;
COMMIT;
