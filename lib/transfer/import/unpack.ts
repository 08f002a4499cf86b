import 'server-only'
import { Unzip, UnzipInflate } from 'fflate'
import { IMPORT_MAX_BYTES } from '../limits'
import { BrokenFile } from './split-json'

const FILE = /(^|\/)conversations[^/]*\.json$/i
const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04]

/**
 * The JSON in a file: the file itself, or `conversations.json` in a zip, as ChatGPT and Claude hand their exports out. Large ones
 * are several, `conversations-000.json` and so on: between two there is null.
 */
export async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  let zip: ZipReader | null | undefined
  let start = new Uint8Array()
  for await (const piece of source) {
    let bytes = piece
    if (zip === undefined) {
      start = Buffer.concat([start, piece])
      if (start.length < ZIP_MARK.length) continue
      bytes = start
      zip = ZIP_MARK.every((byte, i) => start[i] === byte) ? new ZipReader() : null
    }
    if (zip) yield* zip.push(bytes)
    else yield bytes
  }
  if (zip === undefined) yield start
  else if (zip) yield* zip.end()
}

/** However much it packs: what is read is bounded, not what a bomb unpacks to. */
const MOST_UNPACKED_BYTES = 10 * IMPORT_MAX_BYTES

/** What fflate can read: stored as it is, and deflated. It fails over an attempt at anything else. */
const READABLE = [0, 8]

/** fflate keeps what nobody reads: everything is read, and pictures and the like are dropped as they come. */
class WantedInflate extends UnzipInflate {
  private readonly isWanted: boolean
  constructor(name: string) {
    super()
    this.isWanted = FILE.test(name)
  }
  override push(bytes: Uint8Array, final: boolean): void {
    if (this.isWanted) super.push(bytes, final)
  }
}

class ZipReader {
  private readonly unzip = new Unzip()
  private readonly ready: (Uint8Array | null)[] = []
  private unpacked = 0
  private found = false
  private isWhole = false
  private failure: Error | null = null

  constructor() {
    this.unzip.register(WantedInflate)
    this.unzip.onfile = (file) => {
      if (!FILE.test(file.name)) {
        file.ondata = () => {}
        if (READABLE.includes(file.compression)) file.start()
        return
      }
      if (this.found) this.ready.push(null)
      this.found = true
      this.isWhole = false
      file.ondata = (error, bytes, final) => {
        this.failure ??= error
        this.unpacked += bytes?.length ?? 0
        if (this.unpacked > MOST_UNPACKED_BYTES)
          this.failure ??= new BrokenFile('This zip file unpacks to more than can be read.')
        if (bytes) this.ready.push(bytes)
        this.isWhole = final
      }
      file.start()
    }
  }

  *push(bytes: Uint8Array, final = false): Generator<Uint8Array | null> {
    try {
      this.unzip.push(bytes, final)
    } catch (cause) {
      throw new BrokenFile('This zip file cannot be read.', { cause })
    }
    if (this.failure instanceof BrokenFile) throw this.failure
    if (this.failure) throw new BrokenFile('This zip file cannot be read.', { cause: this.failure })
    yield* this.ready.splice(0)
  }

  *end(): Generator<Uint8Array | null> {
    yield* this.push(new Uint8Array(), true)
    if (!this.found) throw new BrokenFile('There is no conversations.json in this zip file.')
    if (!this.isWhole) throw new BrokenFile('This zip file ends in the middle.')
  }
}
