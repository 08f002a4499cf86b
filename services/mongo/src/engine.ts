import { ObjectId } from 'bson'
import { CursorRegistry } from './cursors/registry.ts'
import { Transactions } from './sessions/transactions.ts'
import { Store } from './storage/store.ts'

/** Everything the commands of one running server share. */
export class Engine {
  readonly store: Store
  readonly transactions: Transactions
  readonly cursors = new CursorRegistry()
  readonly startedAt = Date.now()
  readonly processId = new ObjectId()
  /** Counted for serverStatus. */
  readonly counters = { connections: 0, totalConnections: 0, commands: 0 }

  constructor(dir: string) {
    this.store = new Store(dir)
    this.transactions = new Transactions(this.store)
  }

  close(): void {
    this.cursors.close()
    this.transactions.close()
    this.store.close()
  }
}
