import { SqlView } from './sql-view.ts'
import { Sql } from './sqlite.ts'
import type { Store } from './store.ts'

const SNAPSHOT_CACHE_KIB = 2 * 1024
const MAX_IDLE = 4

/** A state of the store held still. */
export interface Snapshot {
  view: SqlView
  /** Clock position of the last commit it contains. */
  position: number
  close(): void
}

/** Opens snapshots: each is a connection of its own inside an SQLite read transaction. */
export class Snapshots {
  private readonly store: Store
  private readonly idle: Sql[] = []

  constructor(store: Store) {
    this.store = store
  }

  /** Holds the present state, everything written so far included. */
  open(): Snapshot {
    const { store } = this
    store.batch.flush()
    const sql = this.idle.pop() ?? new Sql(store.path, { readOnly: true, cacheKiB: SNAPSHOT_CACHE_KIB })
    sql.exec('BEGIN')
    // A read transaction begins with the first read, not with BEGIN.
    sql.get('SELECT 1 FROM meta LIMIT 1')
    const position = store.clock.now()
    store.locks.openSnapshot()
    return {
      view: new SqlView(sql, position),
      position,
      close: () => {
        store.locks.closeSnapshot()
        sql.exec('COMMIT')
        if (this.idle.length < MAX_IDLE) this.idle.push(sql)
        else sql.close()
      },
    }
  }

  close(): void {
    for (const sql of this.idle) sql.close()
  }
}
