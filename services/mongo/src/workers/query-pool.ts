import { Worker } from 'node:worker_threads'
import { RawDocument } from '../bson/encode.ts'
import type { BatchRequest, Cursor } from '../cursors/cursor.ts'
import { ServerError } from '../errors.ts'
import type { ReadRequest } from '../query/read.ts'
import type { Store } from '../storage/store.ts'
import { type FromWorker, packRequest, type ToWorker, unpackError } from './messages.ts'

/** A worker whose heap grows beyond this ends, with the reads in it; the server goes on. */
const MAX_HEAP_MB = 1024
const IDLE_MILLISECONDS = 30_000
const DEFAULT_FIRST_BATCH = 101
const DEFAULT_BATCH = 1_000

interface Batch {
  docs: Uint8Array[]
  done: boolean
}

interface Waiter {
  resolve: (batch: Batch) => void
  reject: (error: unknown) => void
}

/** Runs heavy reads in a thread that is started when first needed and ended when idle. */
export class QueryPool {
  private readonly store: Store
  private worker: Worker | undefined
  private readonly waiters = new Map<number, Waiter>()
  /** Reads that are open in the worker. */
  private readonly open = new Set<number>()
  private lastId = 0
  private idleTimer: NodeJS.Timeout | undefined

  constructor(store: Store) {
    this.store = store
  }

  /** Starts a read; what is wrong with it is said by its first batch. */
  start(request: ReadRequest, options: { lsid: string | undefined; noTimeout: boolean }): Cursor {
    const id = ++this.lastId
    this.open.add(id)
    clearTimeout(this.idleTimer)
    this.post({ kind: 'open', id, request: packRequest(request), catalogVersion: this.store.catalog.version })
    return new WorkerCursor(this, id, { namespace: `${request.db}.${request.name}`, ...options })
  }

  /** @param deadline milliseconds since the epoch, or Infinity */
  next(id: number, limit: number, deadline: number): Promise<Batch> {
    if (!this.open.has(id)) return Promise.reject(workerEnded())
    const timer = setTimeoutAt(deadline, () => {
      this.close(id, new ServerError('MaxTimeMSExpired', 'operation exceeded time limit'))
    })
    const batch = new Promise<Batch>((resolve, reject) => {
      this.waiters.set(id, { resolve, reject })
      this.post({ kind: 'next', id, limit })
    })
    return batch.finally(() => clearTimeout(timer))
  }

  /** Gives a read up; whoever waits for its next batch gets the error. */
  close(id: number, error = new ServerError('CursorKilled', 'The cursor was killed')): void {
    if (!this.open.has(id)) return
    this.waiters.get(id)?.reject(error)
    this.waiters.delete(id)
    this.post({ kind: 'close', id })
    this.forget(id)
  }

  /** Ends the worker at once. */
  async stop(): Promise<void> {
    clearTimeout(this.idleTimer)
    const { worker } = this
    this.abandon(new ServerError('InterruptedAtShutdown', 'interrupted at shutdown'))
    await worker?.terminate()
  }

  private post(message: ToWorker): void {
    this.worker ??= this.startWorker()
    this.worker.postMessage(message)
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./query-worker.ts', import.meta.url), {
      workerData: { path: this.store.path, catalogVersion: this.store.catalog.version },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: 8 },
    })
    worker.on('message', (message: FromWorker) => this.receive(message))
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (!isMemory) console.error('numina-mongo: the query worker failed:', error)
      if (this.worker === worker) this.abandon(isMemory ? outOfMemory() : workerEnded())
    })
    return worker
  }

  private receive(message: FromWorker): void {
    const waiter = this.waiters.get(message.id)
    this.waiters.delete(message.id)
    if (message.kind === 'error') {
      this.forget(message.id)
      waiter?.reject(unpackError(message))
      return
    }
    if (message.done) this.forget(message.id)
    waiter?.resolve(message)
  }

  private forget(id: number): void {
    this.open.delete(id)
    if (this.open.size > 0) return
    clearTimeout(this.idleTimer)
    this.idleTimer = setTimeout(() => {
      void this.worker?.terminate()
      this.worker = undefined
    }, IDLE_MILLISECONDS)
    this.idleTimer.unref()
  }

  private abandon(error: Error): void {
    this.worker = undefined
    this.open.clear()
    for (const waiter of this.waiters.values()) waiter.reject(error)
    this.waiters.clear()
  }
}

/** The longest time a timer of Node can have. */
const MAX_TIMER = 2 ** 31 - 1

function setTimeoutAt(deadline: number, run: () => void): NodeJS.Timeout | undefined {
  const left = deadline - Date.now()
  return left < MAX_TIMER ? setTimeout(run, Math.max(left, 0)) : undefined
}

function workerEnded(): ServerError {
  return new ServerError('QueryPlanKilled', 'The thread that ran this query has ended: run it again')
}

function outOfMemory(): ServerError {
  return new ServerError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `The query used more than ${MAX_HEAP_MB} MB of memory: add an index, a $match or a $limit`,
  )
}

/** A cursor over a read in the worker. */
class WorkerCursor implements Cursor {
  readonly namespace: string
  readonly lsid: string | undefined
  readonly noTimeout: boolean
  isExhausted = false
  private readonly pool: QueryPool
  private readonly id: number
  private isFirst = true

  constructor(
    pool: QueryPool,
    id: number,
    options: { namespace: string; lsid: string | undefined; noTimeout: boolean },
  ) {
    this.pool = pool
    this.id = id
    this.namespace = options.namespace
    this.lsid = options.lsid
    this.noTimeout = options.noTimeout
  }

  async nextBatch({ batchSize, deadline }: BatchRequest): Promise<RawDocument[]> {
    const limit = batchSize ?? (this.isFirst ? DEFAULT_FIRST_BATCH : DEFAULT_BATCH)
    this.isFirst = false
    if (limit === 0) return []
    const { docs, done } = await this.pool.next(this.id, limit, deadline)
    this.isExhausted = done
    return docs.map((bytes) => new RawDocument(bytes))
  }

  close(): void {
    this.isExhausted = true
    this.pool.close(this.id)
  }
}
