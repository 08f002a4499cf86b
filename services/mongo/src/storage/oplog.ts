import type { Clock } from './clock.ts'
import { asBuffer, type Sql } from './sqlite.ts'

export type OplogKind =
  | 'insert'
  | 'update'
  | 'replace'
  | 'delete'
  | 'drop'
  | 'dropDatabase'
  | 'rename'
  | 'create'
  | 'createIndexes'
  | 'dropIndexes'
  | 'modify'

/** One change, as it is kept for change streams. All documents are encoded BSON. */
export interface OplogEntry {
  op: OplogKind
  db: string
  coll: string
  /** `{ _id }` of the document */
  key?: Buffer
  /** The new document (insert, replace), `{ updatedFields, … }` (update), or details of a DDL event. */
  body?: Buffer
  /** The document before and after; only of collections with changeStreamPreAndPostImages. */
  pre?: Buffer
  post?: Buffer
  /** `{ lsid, txnNumber }` when it belongs to a transaction */
  txn?: Buffer
}

export interface StoredEntry extends OplogEntry {
  position: number
  /** Position of the commit it belongs to: its clusterTime. */
  time: number
}

type OplogRow = [
  position: number,
  time: number,
  op: OplogKind,
  db: string,
  coll: string,
  key: Uint8Array | null,
  body: Uint8Array | null,
  pre: Uint8Array | null,
  post: Uint8Array | null,
  txn: Uint8Array | null,
]

const COLUMNS = 'position, time, op, db, coll, key, body, pre, post, txn'
const INSERT = `INSERT INTO oplog (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** How much history is kept for change streams: whichever bound is reached first. */
export interface OplogLimits {
  entries: number
  bytes: number
}

const LIMITS: OplogLimits = { entries: 200_000, bytes: 64 * 1024 * 1024 }
/** Entries dropped at once, so that no commit has much to do. */
const TRIM_STEP = 1_000

/** The log of changes that change streams read, bounded in entries and bytes. */
export class Oplog {
  private readonly sql: Sql
  private readonly clock: Clock
  private readonly limits: OplogLimits
  /** Databases and collections (`db.coll`) with changes since the last commit. */
  changed = new Set<string>()
  private entries = 0
  private bytes = 0

  constructor(sql: Sql, clock: Clock, limits: OplogLimits = LIMITS) {
    this.limits = limits
    this.sql = sql
    this.clock = clock
    this.recount()
  }

  /** Reads how much there is. After a rollback, too: what was appended is gone, and what was dropped is back. */
  recount(): void {
    const [entries, bytes] = this.sql.get<[entries: number, bytes: number]>(
      `SELECT count(*), coalesce(sum(${SIZE}), 0) FROM oplog`,
    ) ?? [0, 0]
    this.entries = entries
    this.bytes = bytes
  }

  /**
   * Appends a change; the caller has a transaction open.
   * @param time clock position shared by the changes of one transaction; by default its own position
   */
  append(entry: OplogEntry, time?: number): void {
    const position = this.clock.tick()
    this.sql.run(
      INSERT,
      position,
      time ?? position,
      entry.op,
      entry.db,
      entry.coll,
      entry.key ?? null,
      entry.body ?? null,
      entry.pre ?? null,
      entry.post ?? null,
      entry.txn ?? null,
    )
    this.changed.add(entry.db)
    this.changed.add(`${entry.db}.${entry.coll}`)
    this.entries++
    this.bytes += (entry.body?.length ?? 0) + (entry.pre?.length ?? 0) + (entry.post?.length ?? 0)
  }

  isOverfull(): boolean {
    return this.entries > this.limits.entries + TRIM_STEP || this.bytes > this.limits.bytes * 1.1
  }

  /** Drops the oldest entries, at most TRIM_STEP of them; the caller has a transaction open. */
  trim(): void {
    const rows = this.sql.all<[position: number, bytes: number]>(
      `SELECT position, ${SIZE} FROM oplog ORDER BY position LIMIT ?`,
      TRIM_STEP,
    )
    const last = rows.at(-1)
    if (!last) {
      // Whoever trims as long as it is overfull must come to an end.
      this.entries = 0
      this.bytes = 0
      return
    }
    this.sql.run('DELETE FROM oplog WHERE position <= ?', last[0])
    this.sql.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('oplogTrimmed', ?)", last[0])
    this.entries -= rows.length
    this.bytes -= rows.reduce((sum, row) => sum + row[1], 0)
  }
}

const SIZE = 'coalesce(length(body), 0) + coalesce(length(pre), 0) + coalesce(length(post), 0)'

/** The position up to which history has been dropped; 0 when it is complete. */
export function trimmedPosition(sql: Sql): number {
  return sql.get<[position: number]>("SELECT value FROM meta WHERE name = 'oplogTrimmed'")?.[0] ?? 0
}

/**
 * Entries after `position`, oldest first.
 * @param scope only this database, or this collection; everything without it
 */
export function readOplog(
  sql: Sql,
  position: number,
  scope: { db?: string; coll?: string },
  limit: number,
): StoredEntry[] {
  const where = ['position > ?']
  const params: (string | number)[] = [position]
  if (scope.db !== undefined) {
    where.push('db = ?')
    params.push(scope.db)
  }
  if (scope.coll !== undefined) {
    where.push("(coll = ? OR op = 'dropDatabase')")
    params.push(scope.coll)
  }
  const rows = sql.all<OplogRow>(
    `SELECT ${COLUMNS} FROM oplog WHERE ${where.join(' AND ')} ORDER BY position LIMIT ?`,
    ...params,
    limit,
  )
  return rows.map(([at, time, op, db, coll, key, body, pre, post, txn]) => ({
    position: at,
    time,
    op,
    db,
    coll,
    ...(key && { key: asBuffer(key) }),
    ...(body && { body: asBuffer(body) }),
    ...(pre && { pre: asBuffer(pre) }),
    ...(post && { post: asBuffer(post) }),
    ...(txn && { txn: asBuffer(txn) }),
  }))
}
