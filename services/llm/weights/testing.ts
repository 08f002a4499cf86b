import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import type { KnownModel } from './catalog.ts'
import type { FetchContext, WeightsProgress } from './types.ts'

/** A directory of its own for a test, removed at its end. */
export async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'numina-llm-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A known model with this content. */
export function knownModel(id: string, content: Buffer): KnownModel {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { id, file: `${id}.gguf`, bytes: content.length, sha256, license: 'MIT' }
}

export const gguf = (text: string): Buffer => Buffer.from(`GGUF${text}`)

export function makeContext(partialDir: string): FetchContext & { progress: WeightsProgress[] } {
  const progress: WeightsProgress[] = []
  return {
    partialDir,
    progress,
    onProgress: (step) => progress.push(step),
    signal: new AbortController().signal,
  }
}

/** A ZIP archive of these members, deflated or stored. */
export function zip(members: Record<string, Buffer>, { deflate = true } = {}): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(members)) {
    const data = deflate ? deflateRawSync(content) : content
    // Both headers share these 26 bytes: version, flags, method, time, date, checksum, sizes, lengths of name and extra.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(deflate ? 8 : 0, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    const version = Buffer.from([20, 0])
    entries.push(
      Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), version, common, rest, Buffer.from(name)]),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
