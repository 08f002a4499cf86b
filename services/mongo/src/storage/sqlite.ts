import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { ServerError } from '../errors.ts'

const MAX_CACHED_STATEMENTS = 400

/** One SQLite connection with a cache of prepared statements. Rows come back as arrays of columns. */
export class Sql {
  private readonly db: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()

  /**
   * @param path the database file
   * @param options.readOnly open for reading only
   * @param options.cacheKiB upper bound of this connection's page cache
   */
  constructor(path: string, options: { readOnly: boolean; cacheKiB: number }) {
    this.db = new DatabaseSync(path, { readOnly: options.readOnly, timeout: 5000 })
    this.db.exec(`PRAGMA cache_size = -${options.cacheKiB}`)
  }

  exec(sql: string): void {
    translate(() => this.db.exec(sql))
  }

  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...params: SQLInputValue[]): number {
    return translate(() => Number(this.prepare(sql).run(...params).changes))
  }

  /** All rows of a query; the caller knows the types of its columns. */
  all<Row extends unknown[]>(sql: string, ...params: SQLInputValue[]): Row[] {
    return translate(() => this.prepare(sql).all(...params) as unknown as Row[])
  }

  get<Row extends unknown[]>(sql: string, ...params: SQLInputValue[]): Row | undefined {
    return translate(() => this.prepare(sql).get(...params) as unknown as Row | undefined)
  }

  close(): void {
    this.statements.clear()
    this.db.close()
  }

  private prepare(sql: string): StatementSync {
    const known = this.statements.get(sql)
    if (known) return known
    if (this.statements.size >= MAX_CACHED_STATEMENTS) this.statements.clear()
    const statement = this.db.prepare(sql)
    statement.setReturnArrays(true)
    this.statements.set(sql, statement)
    return statement
  }
}

/** SQLite result codes, https://www.sqlite.org/rescode.html */
const SQLITE_ERROR = 1
const SQLITE_FULL = 13
const SQLITE_READONLY = 8

/** Lets a full disk and a read-only file speak in MongoDB's words. */
function translate<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    const code = (error as { errcode?: number }).errcode
    if (code === undefined) throw error
    if ((code & 0xff) === SQLITE_FULL)
      throw new ServerError('OutOfDiskSpace', 'The disk is full: free some space, then retry')
    if ((code & 0xff) === SQLITE_READONLY)
      throw new ServerError('IllegalOperation', 'The data directory is read-only')
    if ((code & 0xff) === SQLITE_ERROR && /^no such table: (docs|keys)_/.test((error as Error).message))
      throw new ServerError('QueryPlanKilled', 'The collection or index of this query was dropped')
    throw error
  }
}

/** A blob of a row as a Buffer over the same memory. */
export function asBuffer(blob: Uint8Array): Buffer {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
}
