import { asBuffer, type Sql } from './sqlite.ts'
import { textTerm } from './text-table.ts'
import type { Collection, Index, KeyRange, Row, View } from './types.ts'

const MAX_CHUNK = 256
const MIN_CHUNK = 4

type DocRow = [rid: number, doc: Uint8Array]
type KeyRow = [key: Uint8Array, rid: number, doc: Uint8Array]

/**
 * Reads through one SQLite connection. Scans fetch in chunks and remember the last key, so no
 * statement stays open between chunks and the collection is never loaded as a whole.
 */
export class SqlView implements View {
  private readonly sql: Sql
  /** Clock position of the snapshot this connection is held at; Infinity when it follows the store. */
  private readonly asOf: number

  constructor(sql: Sql, asOf = Number.POSITIVE_INFINITY) {
    this.sql = sql
    this.asOf = asOf
  }

  canSee(item: { createdAt: number }): boolean {
    return item.createdAt <= this.asOf
  }

  byIdKey(coll: Collection, idKey: Uint8Array): Row | undefined {
    if (!this.canSee(coll)) return undefined
    const row = this.sql.get<DocRow>(`SELECT rid, doc FROM docs_${coll.id} WHERE id_key = ?`, idKey)
    return row && { rid: row[0], doc: asBuffer(row[1]) }
  }

  byRid(coll: Collection, rid: number): Row | undefined {
    if (!this.canSee(coll)) return undefined
    const row = this.sql.get<[doc: Uint8Array]>(`SELECT doc FROM docs_${coll.id} WHERE rid = ?`, rid)
    return row && { rid, doc: asBuffer(row[0]) }
  }

  /** Whether a key is in a unique index, other than by the document `except`. */
  holderOf(coll: Collection, index: Index, key: Uint8Array): number | undefined {
    if (!this.canSee(coll) || !this.canSee(index)) return undefined
    if (index.text) return [...this.scanTerm(coll, index, key, 1)][0]?.rid
    const sql =
      index.id === 0
        ? `SELECT rid FROM docs_${coll.id} WHERE id_key = ?`
        : `SELECT rid FROM keys_${index.id} WHERE key = ? LIMIT 1`
    return this.sql.get<[rid: number]>(sql, key)?.[0]
  }

  *scanAll(coll: Collection, reverse: boolean, expected: number): Iterable<Row> {
    if (!this.canSee(coll)) return
    const sql = reverse
      ? `SELECT rid, doc FROM docs_${coll.id} WHERE rid < ? ORDER BY rid DESC LIMIT ?`
      : `SELECT rid, doc FROM docs_${coll.id} WHERE rid > ? ORDER BY rid LIMIT ?`
    let last = reverse ? Number.MAX_SAFE_INTEGER : 0
    for (let size = firstChunk(expected); ; size = MAX_CHUNK) {
      const rows = this.sql.all<DocRow>(sql, last, size)
      for (const [rid, doc] of rows) {
        last = rid
        yield { rid, doc: asBuffer(doc) }
      }
      if (rows.length < size) return
    }
  }

  *scanIndex(
    coll: Collection,
    index: Index,
    range: KeyRange,
    reverse: boolean,
    expected: number,
  ): Iterable<Row> {
    if (!this.canSee(coll) || !this.canSee(index)) return
    if (index.text) {
      yield* this.scanTerm(coll, index, range.from, expected)
      return
    }
    const { select, key, rid } = keySource(coll, index)
    const order = reverse ? `${key} DESC, ${rid} DESC` : `${key}, ${rid}`
    const to = range.to ? ` AND ${key} < ?` : ''
    const end = range.to ? [range.to] : []
    const first = `${select} WHERE ${key} >= ?${to} ORDER BY ${order} LIMIT ?`
    const next = reverse
      ? `${select} WHERE ${key} >= ? AND (${key}, ${rid}) < (?, ?) ORDER BY ${order} LIMIT ?`
      : `${select} WHERE (${key}, ${rid}) > (?, ?)${to} ORDER BY ${order} LIMIT ?`
    let wanted = firstChunk(expected)
    let rows = this.sql.all<KeyRow>(first, range.from, ...end, wanted)
    for (;;) {
      for (const [key, rid, doc] of rows) yield { rid, doc: asBuffer(doc), key }
      const last = rows.at(-1)
      if (!last || rows.length < wanted) return
      wanted = MAX_CHUNK
      rows = reverse
        ? this.sql.all<KeyRow>(next, range.from, last[0], last[1], wanted)
        : this.sql.all<KeyRow>(next, last[0], last[1], ...end, wanted)
    }
  }

  /** The documents that have one key in a text index. Queries ask these indexes for nothing else. */
  private *scanTerm(coll: Collection, index: Index, key: Uint8Array, expected: number): Iterable<Row> {
    const words = `keys_${index.id}`
    const sql = `SELECT ${words}.rowid, d.doc FROM ${words} CROSS JOIN docs_${coll.id} d ON d.rid = ${words}.rowid
      WHERE ${words} MATCH ? AND ${words}.rowid > ? ORDER BY ${words}.rowid LIMIT ?`
    const term = textTerm(key)
    let last = 0
    for (let size = firstChunk(expected); ; size = MAX_CHUNK) {
      const rows = this.sql.all<DocRow>(sql, term, last, size)
      for (const [rid, doc] of rows) {
        last = rid
        yield { rid, doc: asBuffer(doc), key }
      }
      if (rows.length < size) return
    }
  }

  estimate(coll: Collection, index: Index, ranges: KeyRange[], cap: number): number {
    const [table, column] = index.id === 0 ? [`docs_${coll.id}`, 'id_key'] : [`keys_${index.id}`, 'key']
    let total = 0
    for (const { from, to } of ranges) {
      if (total >= cap) break
      const where = to ? `${column} >= ? AND ${column} < ?` : `${column} >= ?`
      const sql = `SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ?)`
      const params = to ? [from, to, cap - total] : [from, cap - total]
      total += this.sql.get<[count: number]>(sql, ...params)?.[0] ?? 0
    }
    return total
  }

  count(coll: Collection): number {
    if (!this.canSee(coll)) return 0
    return this.sql.get<[count: number]>('SELECT count FROM collections WHERE id = ?', coll.id)?.[0] ?? 0
  }
}

function firstChunk(expected: number): number {
  return Math.min(Math.max(expected, MIN_CHUNK), MAX_CHUNK)
}

/** Where the rows (key, rid, doc) of an index are; `_id_` is the unique column of the documents themselves. */
function keySource(coll: Collection, index: Index): { select: string; key: string; rid: string } {
  if (index.id === 0)
    return { select: `SELECT id_key, rid, doc FROM docs_${coll.id}`, key: 'id_key', rid: 'rid' }
  return {
    select: `SELECT k.key, k.rid, d.doc FROM keys_${index.id} k CROSS JOIN docs_${coll.id} d ON d.rid = k.rid`,
    key: 'k.key',
    rid: 'k.rid',
  }
}
