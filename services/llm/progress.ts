import type { WriteStream } from 'node:tty'
import type { WeightsProgress } from './weights.ts'

const BAR_WIDTH = 24
/** Into a log or a pipe goes one line each so often. */
const LINE_EVERY_MS = 2_000

const asMegabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(0)

/** One line for people: `downloading x [#####.....] 42% 41/98 MB`. */
export function formatProgress({ task, bytes, total }: WeightsProgress): string {
  const share = total > 0 ? Math.min(1, bytes / total) : 0
  const bar = '#'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '.')
  return `${task} [${bar}] ${Math.floor(share * 100)}% ${asMegabytes(bytes)}/${asMegabytes(total)} MB`
}

/** Prints progress: a bar that stays in place on a terminal, a line now and then elsewhere. */
export function createProgressPrinter(out: Pick<WriteStream, 'write'> & { isTTY?: boolean }, now = Date.now) {
  let open = false
  let lastTask = ''
  let lastAt = 0
  return {
    line(text: string): void {
      out.write(`${text}\n`)
    },
    show(progress: WeightsProgress): void {
      if (out.isTTY) {
        open = true
        out.write(`\r${formatProgress(progress)}\u001b[K`)
        return
      }
      if (progress.task === lastTask && now() - lastAt < LINE_EVERY_MS) return
      lastTask = progress.task
      lastAt = now()
      out.write(`${formatProgress(progress)}\n`)
    },
    /** Leaves the bar's line. */
    end(): void {
      if (open) out.write('\n')
      open = false
    },
  }
}
