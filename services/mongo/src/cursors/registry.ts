import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { fail } from '../errors.ts'
import type { Cursor } from './cursor.ts'

const IDLE_MILLISECONDS = 10 * 60_000
const SWEEP_MILLISECONDS = 15_000
const MAX_OPEN = 20_000

interface Entry {
  cursor: Cursor
  usedAt: number
  isBusy: boolean
}

/** The open cursors of the server: found by id, ended by killCursors, their session's end or 10 idle minutes. */
export class CursorRegistry {
  private readonly entries = new Map<string, Entry>()
  private readonly sweeper: NodeJS.Timeout

  constructor() {
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MILLISECONDS)
    this.sweeper.unref()
  }

  get size(): number {
    return this.entries.size
  }

  /** Keeps a cursor for later getMore commands and returns its id. */
  add(cursor: Cursor): Long {
    if (this.entries.size >= MAX_OPEN)
      fail('OperationFailed', `Too many open cursors (${MAX_OPEN}): close cursors that are no longer read`)
    let id: Long
    do id = Long.fromBits(randomBytes(4).readInt32LE(), randomBytes(4).readInt32LE() & 0x7fffffff)
    while (id.isZero() || this.entries.has(id.toString()))
    this.entries.set(id.toString(), { cursor, usedAt: Date.now(), isBusy: false })
    return id
  }

  /**
   * Runs a getMore on a cursor; the cursor is forgotten when it is exhausted or fails.
   * @throws ServerError CursorNotFound, CursorInUse
   */
  async use<T>(id: string, work: (cursor: Cursor) => Promise<T>): Promise<T> {
    const entry = this.entries.get(id)
    if (!entry) return fail('CursorNotFound', `cursor id ${id} not found`)
    if (entry.isBusy) return fail('CursorInUse', `cursor id ${id} is already in use`)
    entry.isBusy = true
    try {
      const result = await work(entry.cursor)
      if (entry.cursor.isExhausted) this.kill(id)
      return result
    } catch (error) {
      this.kill(id)
      throw error
    } finally {
      entry.isBusy = false
      entry.usedAt = Date.now()
    }
  }

  /** Ends a cursor; false when there is none of that id. */
  kill(id: string): boolean {
    const entry = this.entries.get(id)
    if (!entry) return false
    this.entries.delete(id)
    entry.cursor.close()
    return true
  }

  /** Ends the cursors that were opened in a session. */
  killSession(lsid: string): void {
    for (const [id, { cursor }] of this.entries) if (cursor.lsid === lsid) this.kill(id)
  }

  close(): void {
    clearInterval(this.sweeper)
    for (const id of [...this.entries.keys()]) this.kill(id)
  }

  private sweep(): void {
    const limit = Date.now() - IDLE_MILLISECONDS
    for (const [id, { cursor, usedAt, isBusy }] of this.entries)
      if (!isBusy && !cursor.noTimeout && usedAt < limit) this.kill(id)
  }
}
