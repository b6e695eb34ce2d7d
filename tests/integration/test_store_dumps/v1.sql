PRAGMA application_id = 1129267523;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'coach','create_tables','2025-03-04 09:30:00+00:00');
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
CREATE TABLE consents (
            user_id TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            text_hash TEXT NOT NULL,
            given_at TEXT NOT NULL,
            given_by TEXT NOT NULL,
            model_host TEXT NOT NULL
        );
INSERT INTO "consents" VALUES('kim',1,'958d9ca2065b8f9819ff567fd992845aa0d55cf96a75218ea8cc9d3cc8a97b19','2025-03-04T09:30:00.123456+00:00','candidate','');
INSERT INTO "consents" VALUES('lee',1,'958d9ca2065b8f9819ff567fd992845aa0d55cf96a75218ea8cc9d3cc8a97b19','2025-03-04T09:30:00.123456+00:00','candidate','');
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
CREATE TABLE snapshots (
            user_id TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (user_id, content_hash)
        );
INSERT INTO "snapshots" VALUES('kim','hash-1',X'7365616C6564');
INSERT INTO "snapshots" VALUES('lee','hash-1',X'7365616C6564');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX sessions_by_person ON sessions (user_id, created_at);
COMMIT;
