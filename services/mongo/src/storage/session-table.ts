import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { asBuffer, type Sql } from './sqlite.ts'

/** What is remembered of a session's latest transaction number. */
export interface SessionState {
  number: number
  /** Replies of retryable statements by statement id, or the outcome of a transaction. */
  state: Document
}

/**
 * Results of retryable writes and outcomes of transactions, written in the same commit as what they
 * tell about: a retry, even after a crash, gets the same answer and writes nothing twice.
 */
export class SessionTable {
  private readonly sql: Sql

  constructor(sql: Sql) {
    this.sql = sql
  }

  find(lsid: Uint8Array): SessionState | undefined {
    const row = this.sql.get<[number: number, state: Uint8Array]>(
      'SELECT number, state FROM sessions WHERE lsid = ?',
      lsid,
    )
    return row && { number: row[0], state: decodeDocument(asBuffer(row[1])) }
  }

  /** The caller has a transaction open. */
  save(lsid: Uint8Array, number: number, state: Document): void {
    this.sql.run(
      `INSERT INTO sessions (lsid, number, state, used) VALUES (?, ?, ?, ?)
       ON CONFLICT (lsid) DO UPDATE SET number = excluded.number, state = excluded.state, used = excluded.used`,
      lsid,
      number,
      encodeDocument(state),
      Date.now(),
    )
  }

  /** Forgets sessions not used since `time` (milliseconds); the caller has a transaction open. */
  expire(time: number): number {
    return this.sql.run('DELETE FROM sessions WHERE used < ?', time)
  }
}
