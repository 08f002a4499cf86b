import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

/** Signatures and fixed sizes of ZIP records (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
const END = { signature: 0x06054b50, size: 22, maximumComment: 0xffff }
const ENTRY = { signature: 0x02014b50, size: 46 }
const LOCAL = { signature: 0x04034b50, size: 30 }

type Entry = { name: string; method: number; compressedBytes: number; offset: number }

export class ZipError extends Error {
  override name = 'ZipError'
}

/**
 * Extracts one member of a ZIP archive (a Python wheel is one) to a file, streaming.
 * Reads plain archives below 4 GiB; ZIP64 and encryption are refused.
 * @param onBytes called with the bytes written so far
 * @throws ZipError when the archive is damaged or has no such member
 */
export async function extractMember(
  archive: string,
  member: string,
  target: string,
  onBytes?: (bytes: number) => void,
): Promise<void> {
  const handle = await open(archive)
  try {
    const entry = (await readDirectory(handle)).find(({ name }) => name === member)
    if (!entry) throw new ZipError(`The archive has no member ${member}`)
    const start = await findData(handle, entry)
    const source = createReadStream(archive, { start, end: start + entry.compressedBytes - 1 })
    await pipeline(source, decoder(entry), countBytes(onBytes), createWriteStream(target))
  } finally {
    await handle.close()
  }
}

function countBytes(onBytes?: (bytes: number) => void) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.length
      onBytes?.(bytes)
      yield chunk
    }
  }
}

function decoder({ method }: Entry) {
  if (method === 0) return new PassThrough()
  if (method === 8) return createInflateRaw()
  throw new ZipError(`The archive uses compression method ${method}, which is not supported`)
}

async function readDirectory(handle: FileHandle): Promise<Entry[]> {
  const { size } = await handle.stat()
  const tail = await read(handle, Math.max(0, size - END.size - END.maximumComment), size)
  let at = tail.length - END.size
  while (at >= 0 && tail.readUInt32LE(at) !== END.signature) at--
  if (at < 0) throw new ZipError('The archive is incomplete: it has no directory')
  const count = tail.readUInt16LE(at + 10)
  const start = tail.readUInt32LE(at + 16)
  const directory = await read(handle, start, start + tail.readUInt32LE(at + 12))

  const entries: Entry[] = []
  for (let i = 0, pos = 0; i < count; i++) {
    if (pos + ENTRY.size > directory.length || directory.readUInt32LE(pos) !== ENTRY.signature)
      throw new ZipError('The directory of the archive is damaged')
    const nameLength = directory.readUInt16LE(pos + 28)
    entries.push({
      name: directory.toString('utf8', pos + ENTRY.size, pos + ENTRY.size + nameLength),
      method: directory.readUInt16LE(pos + 10),
      compressedBytes: directory.readUInt32LE(pos + 20),
      offset: directory.readUInt32LE(pos + 42),
    })
    pos += ENTRY.size + nameLength + directory.readUInt16LE(pos + 30) + directory.readUInt16LE(pos + 32)
  }
  return entries
}

/** The member's data begins after its local header, whose name and extra field may differ in length from the directory's. */
async function findData(handle: FileHandle, { offset }: Entry): Promise<number> {
  const header = await read(handle, offset, offset + LOCAL.size)
  if (header.readUInt32LE(0) !== LOCAL.signature) throw new ZipError('A member of the archive is damaged')
  return offset + LOCAL.size + header.readUInt16LE(26) + header.readUInt16LE(28)
}

async function read(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, end - start))
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start)
  if (bytesRead !== buffer.length) throw new ZipError('The archive is incomplete')
  return buffer
}
