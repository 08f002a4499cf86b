// Preloaded (`node --import`) into every process that Numina starts for itself. The parent keeps an IPC channel open;
// when it closes, the parent is gone (even by `kill -9`), and this process ends as it would on SIGTERM.
import { isMainThread } from 'node:worker_threads'

const FORCE_AFTER_MS = 10_000

function killOwnGroup() {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit(1)
  }
}

// Processes that this one forks inherit the preload with Node's other options, but are not bound to us: theirs is another channel.
const isBound = isMainThread && process.channel && process.env.NUMINA_BOUND === '1'
delete process.env.NUMINA_BOUND

if (isBound) {
  // Output goes to pipes of the parent: once it is gone, writing must not raise an error in the middle of a clean stop.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  process.once('disconnect', () => {
    setTimeout(killOwnGroup, FORCE_AFTER_MS).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  // The channel alone must not keep a finished process alive.
  process.channel.unref()
}
