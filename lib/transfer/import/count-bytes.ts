import type { ImportProgress } from '../data'
import { IMPORT_MAX_BYTES } from '../limits'
import { BrokenFile } from './split-json'

/** How often an import looks whether it is still wanted, and says that it lives. */
export const BEAT_MS = 1_000
/** Without a byte for so long the sender is gone. */
const SILENCE_MS = 60_000

/** Somebody does not want the import any more, or another server has given it up. */
export class Cancelled extends Error {}

type Wanted = { progress: ImportProgress; cancelled: boolean }
export const TOO_LARGE = `The file is larger than ${IMPORT_MAX_BYTES / 1e9} GB.`

/** Counts the bytes, and ends when somebody cancels, the sender falls silent, or the file is too large. */
export async function* countBytes(
  body: AsyncIterable<Uint8Array>,
  state: Wanted,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await withinSilence(pieces.next(), state)
      if (next.done) return
      state.progress.bytesRead += next.value.length
      if (state.progress.bytesRead > IMPORT_MAX_BYTES) throw new BrokenFile(TOO_LARGE)
      yield next.value
    }
  } finally {
    // What is still on its way is not wanted any more. A sender who is silent does not hold this up.
    pieces.return?.().catch(() => undefined)
  }
}

async function withinSilence<T>(next: Promise<T>, state: Wanted): Promise<T> {
  next.catch(() => undefined)
  for (let waited = 0; waited <= SILENCE_MS; waited += BEAT_MS) {
    let timer: NodeJS.Timeout | undefined
    const pause = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, BEAT_MS, null)
    })
    const first = await Promise.race([next.then((value) => ({ value })), pause]).finally(() =>
      clearTimeout(timer),
    )
    if (state.cancelled) throw new Cancelled()
    if (first) return first.value
  }
  throw new BrokenFile('The upload stopped halfway.')
}
