/**
 * The first format. Events and evidence can only be added: triggers refuse every other change, and
 * an event that does not continue its run's chain. They guard against our own mistakes; against a
 * hand on the file there is the chain itself (chain.ts).
 */
export const firstSchema = `
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  imported INTEGER NOT NULL,
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  body TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_continue BEFORE INSERT ON events
WHEN NOT EXISTS (
  SELECT 1 FROM runs
  WHERE id = NEW.run_id AND head_seq = NEW.seq - 1 AND head_hash = NEW.previous_hash
)
BEGIN SELECT RAISE(ABORT, 'an event must continue its run''s chain'); END;

CREATE TRIGGER events_move_head AFTER INSERT ON events
BEGIN UPDATE runs SET head_seq = NEW.seq, head_hash = NEW.hash WHERE id = NEW.run_id; END;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE evidence (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

-- Bytes as received. A forgotten runbook leaves the library's list; runs keep what they pinned.
CREATE TABLE runbooks (
  hash TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  entry TEXT,
  opened_at TEXT NOT NULL
) STRICT;

CREATE TABLE profile_snapshots (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row, rewritten to learn whether a full disk has space again.
CREATE TABLE disk_probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  bytes BLOB NOT NULL
) STRICT;
`
