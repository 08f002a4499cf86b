const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const TTY_EVERY_MS = 120
const PLAIN_EVERY_MS = 20_000

export type Task = {
  /** What it is doing now, in a few words. */
  progress(text: string): void
  done(text: string): void
  /** Ends it without a word. */
  drop(): void
}

export type Report = {
  line(text: string): void
  task(name: string): Task
  close(): void
}

type Running = { name: string; detail: string; started: number }

/**
 * Tells the terminal what goes on: one line for what is done, and one status line of what runs now: rewritten in place
 * on a terminal, printed every 20 s elsewhere.
 */
export function createReport(out: NodeJS.WriteStream): Report {
  const running = new Set<Running>()
  const live = out.isTTY === true
  let frame = 0
  const clear = live ? '\r\x1b[K' : ''
  const seconds = (task: Running) => Math.round((Date.now() - task.started) / 1000)

  const draw = () => {
    if (running.size === 0) return
    const tasks = [...running].map(
      (task) => `${task.name} ${seconds(task)} s${task.detail && ` (${task.detail})`}`,
    )
    if (!live) {
      out.write(tasks.map((text) => `  … ${text}\n`).join(''))
      return
    }
    frame = (frame + 1) % FRAMES.length
    const text = `  ${FRAMES[frame]} ${tasks.join(' · ')}`
    out.write(`${clear}${text.slice(0, (out.columns || 80) - 1)}`)
  }
  const timer = setInterval(draw, live ? TTY_EVERY_MS : PLAIN_EVERY_MS).unref()
  const line = (text: string) => void out.write(`${clear}${text}\n`)

  return {
    line,
    task(name) {
      const task = { name, detail: '', started: Date.now() }
      running.add(task)
      return {
        progress(text) {
          task.detail = text
        },
        done(text) {
          running.delete(task)
          line(`  ✓ ${text} (${((Date.now() - task.started) / 1000).toFixed(1)} s)`)
        },
        drop: () => void running.delete(task),
      }
    },
    close() {
      clearInterval(timer)
      if (running.size > 0) out.write(clear)
      running.clear()
    },
  }
}
