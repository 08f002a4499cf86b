import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PIECE_BITS, piecesIn, runsIn, WORD_BITS } from './features'

const FOLDER = path.join(process.cwd(), 'lib/care/model')

/** How the numbers of the file are to be read; written by `ml/crisis/train.py`. */
type Facts = { version: string; scale: number; offset: number; threshold: number }

export type CrisisModel = {
  version: string
  /** How far a text of a message's length is above (or, negative, below) the bound from which on it counts. */
  score(words: readonly string[]): number
}

let model: CrisisModel | undefined

/** The one model of this process, read at first use: 0.4 MB. */
export function loadCrisisModel(): CrisisModel {
  model ??= readModel()
  return model
}

function readModel(): CrisisModel {
  const { version, scale, offset, threshold } = JSON.parse(
    readFileSync(path.join(FOLDER, 'crisis.json'), 'utf8'),
  ) as Facts
  const bytes = readFileSync(path.join(FOLDER, 'crisis.bin'))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  if (weights.length !== 2 ** WORD_BITS + 2 ** PIECE_BITS)
    throw new Error(
      `lib/care/model/crisis.bin has ${weights.length} weights, which are not those of the features.`,
    )
  const runs = weights.subarray(0, 2 ** WORD_BITS)
  const pieces = weights.subarray(2 ** WORD_BITS)
  return {
    version,
    score: (words) =>
      (weigh(runs, runsIn(words)) + weigh(pieces, piecesIn(words))) * scale + offset - threshold,
  }
}

/** A text with little in it says little. */
const SHRINK = 12

/** A long text shall not weigh more than a short one for having more in it. */
function weigh(weights: Int8Array, found: ReadonlySet<number>): number {
  let sum = 0
  for (const number of found) sum += weights[number] ?? 0
  return sum / Math.sqrt(found.size + SHRINK)
}
