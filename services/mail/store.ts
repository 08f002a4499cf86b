import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** What a list of mails shows. `receivedAt` is ISO 8601, UTC. */
export type Summary = { id: string; from: string; to: string[]; subject: string; receivedAt: string }

const KEEP = 500
const ID = /^[0-9a-z]{9}-[0-9a-f]{12}$/

/** Mails in a directory: `ID.eml` as it came and `ID.json` with its summary. Ids sort by time. */
export class MailStore {
  private readonly dir: string
  private last = 0

  private constructor(dir: string) {
    this.dir = dir
  }

  /** @throws when the directory cannot be made or read */
  static async open(dir: string): Promise<MailStore> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await readdir(dir)
    return new MailStore(dir)
  }

  /** Keeps a mail. Resolves when it is on disk. */
  async add(raw: Buffer, facts: Omit<Summary, 'id' | 'receivedAt'>): Promise<Summary> {
    const at = Math.max(Date.now(), this.last + 1)
    this.last = at
    const id = `${at.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`
    const summary = { id, ...facts, receivedAt: new Date(at).toISOString() }
    await this.write(`${id}.eml`, raw)
    await this.write(`${id}.json`, JSON.stringify(summary))
    await this.dropOldest()
    return summary
  }

  /** @returns the mails, newest first */
  async list(): Promise<Summary[]> {
    const summaries = await Promise.all((await this.ids()).map((id) => this.find(id)))
    return summaries.filter((summary) => summary !== null)
  }

  /** @returns null for an id that is none, or whose mail is gone */
  async find(id: string): Promise<Summary | null> {
    const text = await this.read(id, 'json')
    return text && (JSON.parse(text.toString()) as Summary)
  }

  async raw(id: string): Promise<Buffer | null> {
    return this.read(id, 'eml')
  }

  async clear(): Promise<void> {
    for (const id of await this.ids()) await this.remove(id)
  }

  private async ids(): Promise<string[]> {
    const names = await readdir(this.dir)
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
    return ids.filter((id) => ID.test(id)).sort((a, b) => (a < b ? 1 : -1))
  }

  private async dropOldest(): Promise<void> {
    for (const id of (await this.ids()).slice(KEEP)) await this.remove(id)
  }

  private async remove(id: string): Promise<void> {
    for (const ending of ['json', 'eml']) await rm(path.join(this.dir, `${id}.${ending}`), { force: true })
  }

  private async read(id: string, ending: string): Promise<Buffer | null> {
    if (!ID.test(id)) return null
    return readFile(path.join(this.dir, `${id}.${ending}`)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
  }

  private async write(name: string, content: Buffer | string): Promise<void> {
    const target = path.join(this.dir, name)
    const file = await open(`${target}.new`, 'w', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${target}.new`, target)
  }
}
