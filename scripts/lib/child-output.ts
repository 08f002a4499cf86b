import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { openLog } from './log-file.ts'

const TAIL_LINES = 40

type Listener = (line: string) => void

/** What a process prints: kept in a log, its newest lines in memory, each line told to whoever listens. */
export class ChildOutput {
  readonly #log
  readonly #tail: string[] = []
  readonly #listeners = new Set<Listener>()

  /** @param file the log, appended to */
  constructor(file: string, title: string) {
    this.#log = openLog(file)
    this.#log.write(`--- ${new Date().toISOString()} ${title}`)
  }

  read(stream: Readable | null): void {
    if (stream) createInterface({ input: stream }).on('line', (line) => this.add(line))
  }

  add(line: string): void {
    this.#log.write(line)
    if (line.trim() !== '') this.#tail.push(line)
    if (this.#tail.length > TAIL_LINES) this.#tail.shift()
    for (const listen of this.#listeners) listen(line)
  }

  tail(): string[] {
    return [...this.#tail]
  }

  /** @returns a function that ends the listening */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#log.close()
  }
}
