/** Lets one at a time do something that takes several turns. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve()

  /** Runs `work` when all earlier ones have ended, however they ended. */
  run<T>(work: () => Promise<T> | T): Promise<T> {
    const result = this.last.then(work)
    this.last = result.catch(() => undefined)
    return result
  }
}
