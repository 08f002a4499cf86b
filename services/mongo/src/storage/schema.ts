/**
 * The tables of the one SQLite file. Besides these, each collection has a table
 * `docs_<id>(rid, id_key, doc)` and each secondary index a table `keys_<id>(key, rid)`,
 * where `key` is `encodeKey` of the indexed values. That of a text index is of another kind: see text-table.ts.
 */
export const FORMAT_VERSION = 3

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  db TEXT NOT NULL,
  name TEXT NOT NULL,
  uuid BLOB NOT NULL,
  options BLOB NOT NULL,
  count INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  UNIQUE (db, name)
) STRICT;
CREATE TABLE IF NOT EXISTS indexes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  collection INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  spec BLOB NOT NULL,
  multikey INTEGER NOT NULL,
  building INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS oplog (
  position INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  op TEXT NOT NULL,
  db TEXT NOT NULL,
  coll TEXT NOT NULL,
  key BLOB,
  body BLOB,
  pre BLOB,
  post BLOB,
  txn BLOB
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  lsid BLOB PRIMARY KEY,
  number INTEGER NOT NULL,
  state BLOB NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

export function createDocumentsTable(id: number): string {
  return `CREATE TABLE docs_${id} (rid INTEGER PRIMARY KEY, id_key BLOB NOT NULL UNIQUE, doc BLOB NOT NULL) STRICT`
}

export function createKeysTable(id: number): string {
  return `CREATE TABLE keys_${id} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid)) STRICT, WITHOUT ROWID`
}
