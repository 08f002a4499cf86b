import { DatabaseSync } from 'node:sqlite'
import { asBuffer } from '../storage/sqlite.ts'
import { Hit } from './hit.ts'

/** Hits that are too many for memory, in a temporary file that SQLite sorts and removes by itself. */
export class SortFile {
  private readonly db: DatabaseSync
  private readonly insert: (key: Uint8Array, rid: number, doc: Uint8Array) => void

  constructor() {
    // An empty name makes a private temporary database on disk.
    this.db = new DatabaseSync('')
    this.db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096')
    this.db.exec('CREATE TABLE hits (key BLOB, rid INTEGER, doc BLOB); BEGIN')
    const statement = this.db.prepare('INSERT INTO hits VALUES (?, ?, ?)')
    this.insert = (key, rid, doc) => statement.run(key, rid, doc)
  }

  add(key: Uint8Array, hit: Hit): void {
    this.insert(key, hit.rid, hit.raw)
  }

  /** The hits in the order of their keys. */
  *sorted(limit: number): Iterable<Hit> {
    const statement = this.db.prepare('SELECT rid, doc FROM hits ORDER BY key, rid LIMIT ?')
    for (const row of statement.iterate(limit === Number.POSITIVE_INFINITY ? -1 : limit)) {
      const { rid, doc } = row as { rid: number; doc: Uint8Array }
      yield new Hit({ rid, doc: asBuffer(doc) })
    }
  }

  close(): void {
    this.db.close()
  }
}
