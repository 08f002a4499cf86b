import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from '../bson/values.ts'
import { Batch } from './batch.ts'
import { Catalog } from './catalog.ts'
import { Clock } from './clock.ts'
import { lockDirectory, StartError } from './lock-file.ts'
import { LockTable } from './locks.ts'
import { explainOpenError } from './open-error.ts'
import { Oplog } from './oplog.ts'
import { RecordWriter } from './record-writer.ts'
import { FORMAT_VERSION, SCHEMA } from './schema.ts'
import { SessionTable } from './session-table.ts'
import { Snapshots } from './snapshots.ts'
import { SqlView } from './sql-view.ts'
import { Sql } from './sqlite.ts'
import { upgradeTextTables } from './text-table.ts'
import type { Collection } from './types.ts'
import { DirectWriter } from './writer.ts'

const WRITER_CACHE_KIB = 8 * 1024
const READER_CACHE_KIB = 8 * 1024

/**
 * The data of one directory: one SQLite file in WAL mode with synchronous=FULL, one connection that
 * writes and one that reads what is committed. Emits `commit` after each batch that
 * reached the disk, with the names of the databases and collections (`db.coll`) that changed.
 */
export class Store extends EventEmitter<{ commit: [changed: ReadonlySet<string>] }> {
  readonly path: string
  readonly sql: Sql
  readonly reader: Sql
  readonly clock: Clock
  readonly catalog: Catalog
  readonly oplog: Oplog
  readonly batch: Batch
  readonly records: RecordWriter
  readonly locks = new LockTable()
  readonly sessions: SessionTable
  readonly snapshots = new Snapshots(this)
  /** What readers outside transactions see: everything acknowledged. */
  readonly view: SqlView
  readonly writer: DirectWriter
  private readonly unlock: () => void
  private committedAt: number

  /**
   * Opens or creates the store in `dir`.
   *
   * @param sync whether a commit waits for the disk; without it one outlives the process, not the machine
   * @throws StartError with a line for the operator
   */
  constructor(dir: string, sync = true) {
    super()
    this.setMaxListeners(0)
    this.unlock = openDirectory(dir)
    this.path = join(dir, 'data.sqlite')
    this.sql = openData(this.path, sync)
    this.reader = new Sql(this.path, { readOnly: true, cacheKiB: READER_CACHE_KIB })
    const last = this.sql.get<[last: number | null]>('SELECT max(position) FROM oplog')?.[0] ?? 0
    this.clock = new Clock(last)
    this.committedAt = this.clock.now()
    this.catalog = new Catalog(this.sql)
    this.oplog = new Oplog(this.sql, this.clock)
    this.records = new RecordWriter(this.sql, this.catalog, this.oplog)
    this.sessions = new SessionTable(this.sql)
    this.batch = new Batch(this.sql, {
      beforeCommit: () => this.beforeCommit(),
      afterCommit: () => this.afterCommit(),
      afterRollback: () => this.afterRollback(),
    })
    this.view = new SqlView(this.reader)
    const view = new SqlView(this.sql)
    const { batch, records, locks, clock } = this
    this.writer = new DirectWriter({ view, batch, records, locks, clock })
    this.change(() => this.catalog.dropUnfinished())
  }

  /** Clock position of the last commit: what readers see. */
  get lastCommitted(): number {
    return this.committedAt
  }

  /** The collection, made on the spot when it does not exist yet. */
  ensureCollection(db: string, name: string): Collection {
    return this.catalog.find(db, name) ?? this.defineCollection(db, name, {})
  }

  defineCollection(db: string, name: string, options: Document): Collection {
    return this.change(() => {
      const coll = this.catalog.create(db, name, options, this.clock.tick())
      this.oplog.append({ op: 'create', db, coll: name })
      return coll
    })
  }

  /**
   * Changes the catalog in a commit of its own, so that memory and disk agree when it returns.
   * On failure nothing has happened.
   */
  change<T>(run: () => T): T {
    this.batch.flush()
    try {
      const result = this.batch.run(run)
      this.batch.flush()
      this.catalog.version++
      return result
    } catch (error) {
      this.catalog.reload()
      throw error
    }
  }

  close(): void {
    this.batch.flush()
    this.snapshots.close()
    this.reader.close()
    this.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.sql.close()
    this.unlock()
  }

  private beforeCommit(): void {
    while (this.oplog.isOverfull()) this.oplog.trim()
    for (const coll of this.records.dirty) this.catalog.saveCounts(coll)
  }

  private afterCommit(): void {
    this.records.dirty.clear()
    this.committedAt = this.clock.now()
    const { changed } = this.oplog
    this.oplog.changed = new Set()
    this.emit('commit', changed)
  }

  private afterRollback(): void {
    for (const coll of this.records.dirty) this.catalog.restoreCounts(coll)
    this.catalog.restoreMultikey()
    this.oplog.recount()
    this.records.dirty.clear()
  }
}

function openDirectory(dir: string): () => void {
  try {
    mkdirSync(dir, { recursive: true })
    return lockDirectory(dir)
  } catch (error) {
    throw explainOpenError(error, dir)
  }
}

function openData(path: string, sync: boolean): Sql {
  try {
    const sql = new Sql(path, { readOnly: false, cacheKiB: WRITER_CACHE_KIB })
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000')
    sql.exec(`PRAGMA synchronous = ${sync ? 'FULL' : 'OFF'}`)
    sql.exec(SCHEMA)
    bringUpToDate(sql, path)
    return sql
  } catch (error) {
    throw explainOpenError(error, path)
  }
}

/** @throws StartError when the data is of a format that this version does not know */
function bringUpToDate(sql: Sql, path: string): void {
  const version = sql.get<[version: number]>("SELECT value FROM meta WHERE name = 'format'")?.[0]
  if (version === FORMAT_VERSION) return
  if (version !== undefined && version !== 2)
    throw new StartError(
      `The data in ${path} has format ${version}, this version reads ${FORMAT_VERSION}: use the matching version of Numina, or another --dir.`,
    )
  sql.exec('BEGIN IMMEDIATE')
  upgradeTextTables(sql)
  sql.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('format', ?)", FORMAT_VERSION)
  sql.exec('COMMIT')
}
