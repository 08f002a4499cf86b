import { fail, ServerError } from '../errors.ts'
import type { Store } from '../storage/store.ts'
import type { Collection } from '../storage/types.ts'
import type { Session } from './session.ts'
import { Transaction } from './transaction.ts'

/** transactionLifetimeLimitSeconds of MongoDB. */
const LIFETIME_MILLISECONDS = 60_000
const MAX_OPEN = 200

/** The open transactions of the server, at most one per session. */
export class Transactions {
  private readonly store: Store
  private readonly lifetime: number
  private readonly open = new Map<string, Transaction>()

  /** @param lifetime milliseconds after which an open transaction is aborted */
  constructor(store: Store, lifetime = LIFETIME_MILLISECONDS) {
    this.store = store
    this.lifetime = lifetime
  }

  /** Begins a transaction; an older one of the same session is aborted, as in MongoDB. */
  begin(session: Session): Transaction {
    const number = numberOf(session)
    const known = this.open.get(session.lsid)
    const latest = Math.max(known?.number ?? -1, this.store.sessions.find(session.lsidBytes)?.number ?? -1)
    if (number < latest)
      fail(
        'TransactionTooOld',
        `Cannot start transaction ${number} on session because a newer transaction ${latest} has already started`,
      )
    if (number === latest)
      fail('NoSuchTransaction', `Cannot start transaction ${number}: the number has been used already`)
    known?.abort()
    if (this.open.size >= MAX_OPEN)
      fail('OperationFailed', `Too many open transactions (${MAX_OPEN}): commit or abort some first`)
    const transaction = new Transaction(this.store, session, number)
    const timer = setTimeout(() => transaction.abort(), this.lifetime)
    this.open.set(session.lsid, transaction)
    transaction.onEnd(() => {
      clearTimeout(timer)
      if (this.open.get(session.lsid) === transaction) this.open.delete(session.lsid)
    })
    return transaction
  }

  /** The open transaction a command continues. @throws ServerError NoSuchTransaction (251) */
  find(session: Session): Transaction {
    const transaction = this.open.get(session.lsid)
    if (transaction && transaction.number === numberOf(session)) return transaction
    throw noSuchTransaction(numberOf(session))
  }

  /** Commits; a repeated commit of what is already committed succeeds. */
  async commit(session: Session): Promise<void> {
    const transaction = this.open.get(session.lsid)
    if (transaction && transaction.number === numberOf(session)) return transaction.commit(session)
    const known = this.store.sessions.find(session.lsidBytes)
    if (known?.number === numberOf(session) && known.state['outcome'] === 'committed') return
    throw noSuchTransaction(numberOf(session))
  }

  abort(session: Session): void {
    const known = this.store.sessions.find(session.lsidBytes)
    if (known?.number === numberOf(session) && known.state['outcome'] === 'committed')
      fail('TransactionCommitted', `Transaction ${known.number} has been committed.`)
    this.find(session).abort()
  }

  /** Aborts what a session has open: it ended, or went on with a later transaction number. */
  abortSession(lsid: string, before = Number.POSITIVE_INFINITY): void {
    const transaction = this.open.get(lsid)
    if (transaction && transaction.number < before) transaction.abort()
  }

  /** Resolves when no open transaction has written to the collection: its catalog entry may then change. */
  async settled(coll: Collection): Promise<void> {
    for (;;) {
      const writing = [...this.open.values()].find((each) => each.view.hasChanged(coll))
      if (!writing) return
      await writing.ended
    }
  }

  close(): void {
    for (const transaction of [...this.open.values()]) transaction.abort()
  }
}

function numberOf(session: Session): number {
  if (session.txnNumber === undefined)
    fail('InvalidOptions', 'A transaction number is required for operations in a transaction')
  return session.txnNumber
}

function noSuchTransaction(number: number): ServerError {
  return new ServerError(
    'NoSuchTransaction',
    `Given transaction number ${number} does not match any in-progress transactions.`,
    {},
    ['TransientTransactionError'],
  )
}
