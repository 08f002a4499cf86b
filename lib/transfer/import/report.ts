import type { ImportReport, SkipReason } from '../schema'

const EXAMPLES = 5

/** Counts what came along and what did not. Its size does not grow with the file's. */
export class Tally {
  conversations = 0
  messages = 0
  private readonly skipped = new Map<SkipReason, { count: number; examples: string[] }>()

  skip(reason: SkipReason, title: string | null, count = 1): void {
    const entry = this.skipped.get(reason) ?? { count: 0, examples: [] }
    entry.count += count
    if (title && entry.examples.length < EXAMPLES && !entry.examples.includes(title))
      entry.examples.push(title)
    this.skipped.set(reason, entry)
  }

  report(error: string | null = null): ImportReport {
    const skipped = [...this.skipped].map(([reason, { count, examples }]) => ({
      reason,
      count,
      examples: [...examples],
    }))
    // What was imported is taken back when something goes wrong.
    const came = error === null ? { conversations: this.conversations, messages: this.messages } : NOTHING
    return { ...came, skipped, error }
  }
}

const NOTHING = { conversations: 0, messages: 0 }
