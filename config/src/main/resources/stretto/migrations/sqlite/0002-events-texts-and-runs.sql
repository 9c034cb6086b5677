-- The embedded journal (SQLite), from an empty database. Version 1 was that of Stretto before its formats had versions.
CREATE TABLE event_journal (
  ordering           INTEGER PRIMARY KEY AUTOINCREMENT,
  deleted            INTEGER NOT NULL DEFAULT 0,
  persistence_id     TEXT    NOT NULL,
  sequence_number    INTEGER NOT NULL,
  writer             TEXT    NOT NULL,
  write_timestamp    INTEGER NOT NULL,
  adapter_manifest   TEXT    NOT NULL,
  event_payload      BLOB    NOT NULL,
  event_ser_id       INTEGER NOT NULL,
  event_ser_manifest TEXT    NOT NULL,
  meta_payload       BLOB,
  meta_ser_id        INTEGER,
  meta_ser_manifest  TEXT
);
CREATE UNIQUE INDEX event_journal_pid_seq ON event_journal (persistence_id, sequence_number);
-- A run has one such entry: so many runs have a log, and these are the newest.
CREATE INDEX event_journal_first ON event_journal (persistence_id) WHERE sequence_number = 1;
CREATE TABLE event_tag (
  event_id INTEGER NOT NULL,
  tag      TEXT    NOT NULL,
  PRIMARY KEY (tag, event_id),
  FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_tag_event ON event_tag (event_id);
CREATE TABLE snapshot (
  persistence_id        TEXT    NOT NULL,
  sequence_number       INTEGER NOT NULL,
  created               INTEGER NOT NULL,
  snapshot_ser_id       INTEGER NOT NULL,
  snapshot_ser_manifest TEXT    NOT NULL,
  snapshot_payload      BLOB    NOT NULL,
  meta_ser_id           INTEGER,
  meta_ser_manifest     TEXT,
  meta_payload          BLOB,
  PRIMARY KEY (persistence_id, sequence_number)
) WITHOUT ROWID;

-- The free texts of events, written in the transaction of their events: they can be erased, and the events stay as they are.
CREATE TABLE free_text (
  run      TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  digest   TEXT    NOT NULL,
  salt     BLOB    NOT NULL,
  content  BLOB    NOT NULL,
  PRIMARY KEY (run, sequence, digest)
) WITHOUT ROWID;
-- Where each run stands, written in the transaction of its events. It tells nothing that is not in the log.
CREATE TABLE run (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  -- The id from its end, so that the end of an id is looked up like a beginning.
  reversed    TEXT    NOT NULL UNIQUE,
  plan        TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  started_at  TEXT    NOT NULL,
  finished_at TEXT,
  events      INTEGER NOT NULL,
  chain       TEXT    NOT NULL,
  todos       TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,
  node        TEXT    NOT NULL,
  repository  TEXT,
  -- 1 once nothing is left to do: the run is over, its log is sealed, and its workspaces are gone.
  closed      INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX run_not_closed ON run (number) WHERE closed = 0;
