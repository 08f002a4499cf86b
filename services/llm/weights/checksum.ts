import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { KnownModel } from './catalog.ts'

/** SHA-256 of a file, hexadecimal. */
async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** The file beside a model's that says it was verified. */
export const noteOf = (file: string): string => `${file}.verified`

/**
 * Whether a file holds exactly the model. The hash is computed once and noted beside the file, with the size and
 * time it was computed for, so that later starts need not read a gigabyte.
 */
export async function isIntact(file: string, model: Pick<KnownModel, 'bytes' | 'sha256'>): Promise<boolean> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile() || found.size !== model.bytes) return false
  const note = `${model.sha256} ${found.size} ${found.mtimeMs}\n`
  if ((await readFile(noteOf(file), 'utf8').catch(() => '')) === note) return true
  if ((await hashFile(file)) !== model.sha256) return false
  // A models directory that may only be read costs the hash at each start, nothing more.
  await writeFile(noteOf(file), note).catch(() => undefined)
  return true
}
