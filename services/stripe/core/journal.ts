import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { appendFile, open } from 'node:fs/promises'
import path from 'node:path'
import type { Kind } from './objects.ts'

type Entry = { kind: Kind; id: string; value: { id: string; object: string } | undefined }
const FILE = 'state.jsonl'
const DROP = 'dropped'
/** The address of one of the hosted pages, up to the id in it. */
const OWN_PAGE =
  /http:\/\/127\.0\.0\.1:\d+\/(i\/in_|c\/pay\/cs_|p\/session\/bps_|3ds\/(?:pi|seti)_|receipts\/ch_)/g
const LONG_BYTES = 64_000_000

/**
 * The file with all objects: one line a request with everything it changed, so that a crash in the middle leaves a
 * request wholly or not at all. Now and then the file is written anew, short, under another name first.
 */
export class Journal {
  private readonly file: string
  /** Whether the file ends in the middle of a line: nothing may be appended to it then. */
  isTorn = false
  private waiting = ''
  private appended = 0
  private writing: Promise<void> | null = null

  /** @throws when the directory cannot be made or written */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.file = path.join(dir, FILE)
  }

  /**
   * @param base where the hosted pages are now: what was kept of them earlier named another port
   * @throws Error naming the line when the file is damaged before its end
   */
  read(base: string): Entry[] {
    if (!existsSync(this.file)) return []
    const lines = readFileSync(this.file, 'utf8').split('\n')
    // What follows the last line's end was being written when the process ended.
    this.isTorn = lines.at(-1) !== ''
    return lines.slice(0, -1).flatMap((line, at) => {
      try {
        return (
          JSON.parse(line.replace(OWN_PAGE, `${base}/$1`)) as [Kind, string, Entry['value'] | typeof DROP][]
        ).map(([kind, id, value]) => ({
          kind,
          id,
          value: value === DROP ? undefined : (value as Entry['value']),
        }))
      } catch {
        throw new Error(`${this.file} is damaged in line ${at + 1}; move it away to begin anew`)
      }
    })
  }

  /** Whether so much was appended that the file should be written anew. */
  get isLong(): boolean {
    return this.appended > LONG_BYTES && this.waiting === '' && !this.writing
  }

  /** Writes the file anew, with these entries alone. */
  rewrite(entries: Entry[]): void {
    this.appended = 0
    this.isTorn = false
    const draft = openSync(`${this.file}.new`, 'w', 0o600)
    try {
      for (let at = 0; at < entries.length; at += 500)
        writeFileSync(draft, toLine(entries.slice(at, at + 500)))
      fsyncSync(draft)
    } finally {
      closeSync(draft)
    }
    renameSync(`${this.file}.new`, this.file)
  }

  append(entries: Entry[]): void {
    if (entries.length > 0) this.waiting += toLine(entries)
  }

  /** Resolves when everything appended so far is on disk; requests that come together are written together. */
  async flush(): Promise<void> {
    while (this.writing) await this.writing
    if (this.waiting === '') return
    const lines = this.waiting
    this.waiting = ''
    this.appended += lines.length
    this.writing = this.write(lines).finally(() => {
      this.writing = null
    })
    await this.writing
  }

  private async write(lines: string): Promise<void> {
    await appendFile(this.file, lines, { mode: 0o600 })
    const file = await open(this.file, 'r+')
    try {
      await file.datasync()
    } finally {
      await file.close()
    }
  }
}

const toLine = (entries: Entry[]) =>
  `${JSON.stringify(entries.map(({ kind, id, value }) => [kind, id, value ?? DROP]))}\n`
