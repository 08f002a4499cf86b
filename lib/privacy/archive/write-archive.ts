import 'server-only'
import { Zip, ZipDeflate, type ZipInputFile, ZipPassThrough } from 'fflate'
import { getEnv } from '@/lib/env'
import type { PersonalData, Subject } from '@/lib/platform/personal-data'
import { describeArchive, introduceArchive } from './describe'

/** Records are gathered to pieces of about this size before they are pressed. */
const PIECE_CHARS = 64 * 1024

/** A zip that is made as it is read: what is ready is taken away at once. */
class ZipWriter {
  private readonly at: Date
  private readonly ready: Uint8Array[] = []
  private readonly zip = new Zip((error, piece) => {
    if (error) throw error
    this.ready.push(piece)
  })
  private readonly encoder = new TextEncoder()

  constructor(at: Date) {
    this.at = at
  }

  add<F extends ZipInputFile>(file: F): F {
    file.mtime = this.at
    this.zip.add(file)
    return file
  }

  text(name: string): (text: string, isLast?: boolean) => void {
    const file = this.add(new ZipDeflate(name, { level: 6 }))
    return (text, isLast = false) => file.push(this.encoder.encode(text), isLast)
  }

  end(): void {
    this.zip.end()
  }

  take(): Uint8Array[] {
    return this.ready.splice(0)
  }
}

export type Part = { data: PersonalData; count: number }

/**
 * Everything of a person as a ZIP, piece by piece; no more than one piece is in memory.
 *
 * @param onRecord called for every record that is written
 */
export async function* writeArchive(
  subject: Subject,
  parts: readonly Part[],
  onRecord: () => void,
): AsyncGenerator<Uint8Array> {
  const at = new Date()
  const zip = new ZipWriter(at)
  const origin = new URL(getEnv().NEXTAUTH_URL).origin
  zip.text('README.txt')(introduceArchive(parts, { email: subject.email, at, origin }), true)
  const schema = describeArchive(parts.map(({ data }) => data))
  zip.text('schema.json')(`${JSON.stringify(schema, null, 2)}\n`, true)
  for (const { data } of parts) {
    const write = zip.text(`data/${data.collection}.json`)
    for await (const text of toJson(data, subject, onRecord)) {
      write(text)
      yield* zip.take()
    }
    write('', true)
    yield* zip.take()
  }
  yield* writeFiles(zip, subject, parts)
  zip.end()
  yield* zip.take()
}

/** Files come after all records: a zip is written one entry after the other. */
async function* writeFiles(
  zip: ZipWriter,
  subject: Subject,
  parts: readonly Part[],
): AsyncGenerator<Uint8Array> {
  for (const { data } of parts) {
    if (!data.hasFiles) continue
    for await (const { file } of data.exportFor(subject)) {
      if (!file) continue
      zip.add(new ZipPassThrough(`files/${file.name}`)).push(file.bytes, true)
      yield* zip.take()
    }
  }
}

async function* toJson(data: PersonalData, subject: Subject, onRecord: () => void): AsyncGenerator<string> {
  let text = '['
  let separator = '\n'
  for await (const { record } of data.exportFor(subject)) {
    text += separator + JSON.stringify(record)
    separator = ',\n'
    onRecord()
    if (text.length < PIECE_CHARS) continue
    yield text
    text = ''
  }
  yield `${text}\n]\n`
}
