CREATE TABLE drafts (record_id TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, saved_us INTEGER NOT NULL,  PRIMARY KEY (record_id, field)) WITHOUT ROWID;
CREATE TABLE outbox (serial INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, record_id TEXT NOT NULL,  action TEXT NOT NULL, expected_version INTEGER NOT NULL, performed_at TEXT NOT NULL, form TEXT NOT NULL, title TEXT,  state INTEGER NOT NULL, attempts INTEGER NOT NULL, created_us INTEGER NOT NULL, held_until_us INTEGER NOT NULL,  next_try_us INTEGER NOT NULL, first_sent_us INTEGER NOT NULL, finished_us INTEGER NOT NULL, cause TEXT, detail TEXT);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX one_unsent_act ON outbox (record_id) WHERE expected_version <> 0 AND state NOT IN (3, 5);
CREATE INDEX outbox_by_state ON outbox (state, finished_us);
