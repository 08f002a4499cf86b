import { ObjectId } from 'bson'
import type { Credentials } from './auth/scram.ts'
import { Sweeper } from './changes/sweeper.ts'
import { CursorRegistry } from './cursors/registry.ts'
import { Transactions } from './sessions/transactions.ts'
import { Mutex } from './storage/mutex.ts'
import { Store } from './storage/store.ts'
import { QueryPool } from './workers/query-pool.ts'

/** Everything the commands of one running server share. */
export class Engine {
  readonly store: Store
  readonly transactions: Transactions
  readonly cursors = new CursorRegistry()
  /** Held by commands that change collections or indexes. */
  readonly catalogMutex = new Mutex()
  /** Where reads run that would hold up the server. */
  readonly queries: QueryPool
  private readonly sweeper: Sweeper
  private readonly stopper = new AbortController()
  readonly startedAt = Date.now()
  readonly processId = new ObjectId()
  /** Counted for serverStatus. */
  readonly counters = { connections: 0, totalConnections: 0, commands: 0 }

  /** The user that clients must prove to be; without it everyone may do everything. */
  readonly credentials: Credentials | undefined

  constructor(
    dir: string,
    { credentials, sync }: { credentials?: Credentials | undefined; sync?: boolean | undefined } = {},
  ) {
    this.credentials = credentials
    this.store = new Store(dir, sync)
    this.transactions = new Transactions(this.store)
    this.queries = new QueryPool(this.store)
    this.sweeper = new Sweeper(this.store, this.stopping)
  }

  /** Aborted when the server stops: whoever works long looks at it. */
  get stopping(): AbortSignal {
    return this.stopper.signal
  }

  /** Ends cursors, transactions and sweeps; running commands notice at their next pause. */
  async stop(): Promise<void> {
    this.stopper.abort()
    this.cursors.close()
    this.transactions.close()
    await this.queries.stop()
    await this.sweeper.stop()
  }

  /** Closes the data; nothing may run any more. */
  close(): void {
    this.store.close()
  }
}
