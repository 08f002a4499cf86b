import { fail } from '../errors.ts'

const SLICE_MILLISECONDS = 10

/**
 * Keeps one command from holding up the others: between rows it asks `isOver`, and if so awaits
 * `next()`, which lets the event loop turn once and checks the command's deadline.
 */
export class TimeSlice {
  private readonly deadline: number
  private end = performance.now() + SLICE_MILLISECONDS

  /** @param deadline milliseconds since the epoch at which the command must stop */
  constructor(deadline = Number.POSITIVE_INFINITY) {
    this.deadline = deadline
  }

  get isOver(): boolean {
    return performance.now() >= this.end
  }

  /** @throws ServerError MaxTimeMSExpired */
  async next(): Promise<void> {
    if (Date.now() > this.deadline) fail('MaxTimeMSExpired', 'operation exceeded time limit')
    await new Promise((resolve) => setImmediate(resolve))
    this.end = performance.now() + SLICE_MILLISECONDS
  }
}
