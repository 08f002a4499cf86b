import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

const LIMIT_BYTES = 10_000_000

export type LogFile = { readonly path: string; write(line: string): void; close(): void }

/** Opens a log for appending; at 10 MB it becomes `*.log.1` (replacing the one before) and a new one begins. */
export function openLog(file: string): LogFile {
  let descriptor = openSync(file, 'a', 0o600)
  let size = fstatSync(descriptor).size
  let failed = false
  let closed = false

  const rotate = () => {
    closeSync(descriptor)
    renameSync(file, `${file}.1`)
    descriptor = openSync(file, 'a', 0o600)
    size = 0
  }
  return {
    path: file,
    write(line) {
      if (closed) return
      try {
        if (size > LIMIT_BYTES) rotate()
        size += writeSync(descriptor, `${line}\n`)
      } catch (error) {
        // A full disk must not take the product down; one word about it is enough.
        if (!failed) console.error(`${file} cannot be written: ${String(error)}`)
        failed = true
      }
    },
    close() {
      if (!closed) closeSync(descriptor)
      closed = true
    },
  }
}
