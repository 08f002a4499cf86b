import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { EMOTION_LABELS, type EmotionLabel } from './labels.ts'
import { normaliseText } from './normalise.ts'
import { createTokenizer, type Tokenizer } from './tokenizer.ts'

/** The most tokens the model reads at once, marks included (`MAX_TOKENS` in `ml/emotion/data.py`). */
export const TOKEN_LIMIT = 64
const FOLDER = path.join(process.cwd(), 'lib/emotion/model')
const BATCH = 16

const VALENCE_OUTPUTS = ['positive', 'negative', 'ambiguous'] as const
const EKMAN_OUTPUTS = ['anger', 'disgust', 'fear', 'joy', 'sadness', 'surprise'] as const

/** Per output of the model: how its logit becomes a probability, and the probability from which on it counts. */
type Calibration = {
  version: string
  outputs: { name: string; scale: number; offset: number; threshold: number }[]
}

/** What the model says of one text: calibrated probabilities, 0 to 1, and whether each is high enough to count. */
export type Scores = {
  probability: Record<EmotionLabel, number>
  present: ReadonlySet<EmotionLabel>
  valence: Record<(typeof VALENCE_OUTPUTS)[number], number>
  /** Groups above their own thresholds, `ekman:joy` or `valence:positive`. */
  presentGroups: ReadonlySet<string>
  /** What the text is about, as early layers of the network see it: only near or far from others' (topics/). */
  about: Float32Array
}

export type EmotionModel = {
  version: string
  /** The probability from which on a label counts. */
  thresholds: Record<EmotionLabel, number>
  /** Scores of each text, in order. Reads the first `TOKEN_LIMIT` tokens of each. Rejects when inference fails. */
  classify: (texts: readonly string[]) => Promise<Scores[]>
  /** Tokens of a text, without the two marks. */
  countTokens: (text: string) => number
}

let loading: Promise<EmotionModel> | undefined

/** The one model of this process, loaded at first use. A failed load is tried again at the next call. */
export function loadEmotionModel(): Promise<EmotionModel> {
  loading ??= openModel().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function openModel(): Promise<EmotionModel> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const [session, vocabulary, calibrationText] = await Promise.all([
    InferenceSession.create(path.join(FOLDER, 'emotion.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    }),
    readFile(path.join(FOLDER, 'vocabulary.txt'), 'utf8'),
    readFile(path.join(FOLDER, 'calibration.json'), 'utf8'),
  ])
  const tokenizer = createTokenizer(vocabulary.trimEnd().split('\n'))
  const calibration = JSON.parse(calibrationText) as Calibration
  return {
    version: calibration.version,
    thresholds: thresholdsOf(calibration),
    countTokens: (text) => tokenizer.count(normaliseText(text)),
    classify: async (texts) => {
      const scores: Scores[] = []
      for (let from = 0; from < texts.length; from += BATCH) {
        const batch = texts.slice(from, from + BATCH)
        const rows = await runBatch(session, Tensor, tokenizer, batch)
        for (const row of rows) scores.push(toScores(row, calibration))
      }
      return scores
    },
  }
}

function thresholdsOf({ outputs }: Calibration): Record<EmotionLabel, number> {
  const byName = new Map(outputs.map(({ name, threshold }) => [name, threshold]))
  const entries = EMOTION_LABELS.map((label) => [label, byName.get(label) ?? 1] as const)
  return Object.fromEntries(entries) as Record<EmotionLabel, number>
}

type Row = { logits: Float32Array; about: Float32Array }

/** One pass through the network, one row per text. */
async function runBatch(
  session: InferenceSession,
  TensorClass: typeof Tensor,
  tokenizer: Tokenizer,
  texts: readonly string[],
): Promise<Row[]> {
  const rows = texts.map((text) => tokenizer.encode(normaliseText(text), TOKEN_LIMIT))
  const width = Math.max(...rows.map((row) => row.length))
  const ids = new BigInt64Array(rows.length * width)
  const mask = new BigInt64Array(rows.length * width)
  rows.forEach((row, index) => {
    row.forEach((id, column) => {
      ids[index * width + column] = BigInt(id)
      mask[index * width + column] = 1n
    })
  })
  const shape = [rows.length, width]
  const output = await session.run({
    input_ids: new TensorClass('int64', ids, shape),
    attention_mask: new TensorClass('int64', mask, shape),
  })
  const cut = (name: keyof Row) => {
    const data = output[name]?.data
    if (!(data instanceof Float32Array)) throw new Error(`The emotion model has no float output "${name}".`)
    const size = data.length / rows.length
    return rows.map((_, index) => data.subarray(index * size, (index + 1) * size))
  }
  const about = cut('about')
  return cut('logits').map((logits, index) => ({ logits, about: about[index] as Float32Array }))
}

/** Platt scaling (Platt 1999) per output: p = 1 / (1 + exp(-(scale · logit + offset))). */
function toScores({ logits, about }: Row, calibration: Calibration): Scores {
  const probability = new Map<string, number>()
  const present = new Set<string>()
  calibration.outputs.forEach(({ name, scale, offset, threshold }, index) => {
    const value = 1 / (1 + Math.exp(-(scale * (logits[index] ?? 0) + offset)))
    probability.set(name, value)
    if (value > threshold) present.add(name)
  })
  const of = (name: string) => probability.get(name) ?? 0
  const labels = EMOTION_LABELS.map((label) => [label, of(label)] as const)
  const groups = [...EKMAN_OUTPUTS.map((g) => `ekman:${g}`), ...VALENCE_OUTPUTS.map((g) => `valence:${g}`)]
  return {
    probability: Object.fromEntries(labels) as Record<EmotionLabel, number>,
    present: new Set(EMOTION_LABELS.filter((label) => present.has(label))),
    valence: {
      positive: of('valence:positive'),
      negative: of('valence:negative'),
      ambiguous: of('valence:ambiguous'),
    },
    presentGroups: new Set(groups.filter((group) => present.has(group))),
    about,
  }
}
