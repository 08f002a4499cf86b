import { fail } from '../errors.ts'

const SLICE_MILLISECONDS = 10

/**
 * Keeps one command from holding up the others: between rows it asks `isOver`, and if so awaits
 * `next()`, which lets the event loop turn once and checks the command's deadline.
 */
export class TimeSlice {
  private readonly deadline: number
  private readonly stopping: AbortSignal | undefined
  private end = performance.now() + SLICE_MILLISECONDS

  /**
   * @param deadline milliseconds since the epoch at which the command must stop
   * @param stopping aborted when the server stops
   */
  constructor(deadline: number, stopping?: AbortSignal) {
    this.deadline = deadline
    this.stopping = stopping
  }

  get isOver(): boolean {
    return performance.now() >= this.end
  }

  /** @throws ServerError MaxTimeMSExpired, InterruptedAtShutdown */
  async next(): Promise<void> {
    if (Date.now() > this.deadline) fail('MaxTimeMSExpired', 'operation exceeded time limit')
    await new Promise((resolve) => setImmediate(resolve))
    if (this.stopping?.aborted) fail('InterruptedAtShutdown', 'interrupted at shutdown')
    this.end = performance.now() + SLICE_MILLISECONDS
  }
}
