CREATE TABLE details (id TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE dossiers (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,  handling_version INTEGER NOT NULL, code TEXT, provisional_code TEXT, procedure_code TEXT, procedure_name TEXT, field_name TEXT,  owner_name TEXT, owner_id_masked TEXT, submitter_name TEXT, channel TEXT, national_state INTEGER NOT NULL, local_step TEXT,  delivery TEXT, payment TEXT, sync TEXT, received_unit TEXT, competent_unit TEXT, handler_id TEXT, handler_name TEXT,  submitted_at INTEGER, accepted_at INTEGER, response_due_at INTEGER, due_at INTEGER, warn_at INTEGER, finished_at INTEGER,  actions TEXT, mark INTEGER NOT NULL, supplement_due_at INTEGER);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (text, prefix='1 2 3', tokenize='unicode61');
CREATE INDEX dossiers_by_state ON dossiers (national_state, local_step);
