import 'server-only'
import { type Bias, shiftScores } from './bias.ts'
import { combineParts } from './combine.ts'
import { EMOTION_LABELS, type EmotionLabel } from './labels.ts'
import { englishConfidence } from './language.ts'
import { type EmotionModel, loadEmotionModel, type Scores, TOKEN_LIMIT } from './model.ts'
import { explainByOcclusion, type Reason } from './occlusion.ts'
import type { EmotionReading } from './reading.ts'
import { blankForeignParts, blankMiddle, type Span, splitIntoUnits } from './spans.ts'
import { findPerspective, type Perspective } from './speaker.ts'
import { loadTopicSpace, nearestTopics } from './topics/find-topics.ts'

const LEAST_ENGLISH = 0.5
const ENGLISH_FOR_FULL_TRUST = 0.8
const LEAST_CONFIDENCE = 0.12
const TRUST: Record<Perspective, number> = { speaker: 1, 'someone-else': 0.5, roleplay: 0.5 }
const MOST_CHARACTERS = 100_000
/** A long message is read at its start and, more, at its end: what it comes to. */
const FIRST_UNITS = 8
const LAST_UNITS = 16

/** A reading without its reasons, which take as long again for every word. */
export type ScoredEmotion = {
  reading: EmotionReading
  /** Probabilities of all labels as they are for people in general; null when nothing is claimed. */
  general: Record<EmotionLabel, number> | null
  /** Finds the words that moved it. */
  explain(): Promise<Reason[]>
}

/**
 * Reads the feeling of one message of a user. The text stays in this process.
 * @param text the message as written. Quotes, code and links in it are left out; of very long ones the middle is.
 * @throws when the model cannot be loaded or run.
 */
export async function readEmotion(text: string): Promise<EmotionReading> {
  const { reading, explain } = await scoreEmotion(text)
  return { ...reading, why: await explain() }
}

/** The first, quick half of `readEmotion`. @param bias what is known of the writer. @throws as `readEmotion` */
export async function scoreEmotion(text: string, bias: Bias = {}): Promise<ScoredEmotion> {
  const model = await loadEmotionModel()
  const own = blankForeignParts(blankMiddle(text, MOST_CHARACTERS))
  const units = leaveMiddleOut(splitIntoUnits(own, TOKEN_LIMIT - 2, model.countTokens))
  const parts = units.map((unit) => own.slice(unit.start, unit.end))
  const read = parts.join(' ')
  const base = {
    perspective: findPerspective(read),
    english: englishConfidence(read, (word) => model.countTokens(word) === 1),
    modelVersion: model.version,
    topics: [],
  }
  if (units.length === 0) return nothing({ ...base, ...notSure('nothing-to-read', 0) })
  if (base.english < LEAST_ENGLISH) return nothing({ ...base, ...notSure('language', 0) })

  const scores = await model.classify(parts)
  const lengths = parts.map(model.countTokens)
  const topics = nearestTopics(
    await loadTopicSpace(),
    scores.map(({ about }) => about),
    lengths,
  )
  const shifted = scores.map((part) => shiftScores(part, bias, model.thresholds))
  const combined = combineParts(shifted, lengths)
  const labels = rankLabels(combined.probability, combined.present)
  const [first] = labels
  const confidence =
    (first?.probability ?? 0) * TRUST[base.perspective] * Math.min(1, base.english / ENGLISH_FOR_FULL_TRUST)
  if (!first || confidence < LEAST_CONFIDENCE)
    return nothing({ ...base, topics, ...notSure('too-faint', confidence) })
  const { valence, arousal } = combined
  const feeling = labels.find(({ label }) => label !== 'neutral') ?? first
  return {
    reading: { ...base, status: 'read', unsure: null, labels, topics, valence, arousal, confidence, why: [] },
    general: combineParts(scores, lengths).probability,
    explain: () => explain(model, own, units, scores, feeling.label),
  }
}

const nothing = (reading: EmotionReading): ScoredEmotion => ({
  reading,
  general: null,
  explain: async () => [],
})

type Unsure = Omit<EmotionReading, 'perspective' | 'english' | 'modelVersion' | 'topics'>

function notSure(unsure: Unsure['unsure'], confidence: number): Unsure {
  return { status: 'not-sure', unsure, labels: [], valence: 0, arousal: 0, confidence, why: [] }
}

function leaveMiddleOut(units: Span[]): Span[] {
  if (units.length <= FIRST_UNITS + LAST_UNITS) return units
  return [...units.slice(0, FIRST_UNITS), ...units.slice(-LAST_UNITS)]
}

function rankLabels(
  probability: Record<EmotionLabel, number>,
  present: readonly EmotionLabel[],
): EmotionReading['labels'] {
  const ranked = EMOTION_LABELS.map((label) => ({ label, probability: probability[label] })).sort(
    (a, b) => b.probability - a.probability,
  )
  const counting = ranked.filter(({ label }) => present.includes(label))
  return counting.length > 0 ? counting : ranked.slice(0, 1)
}

/** Occlusion within the part of the message that speaks most for the label. */
function explain(
  model: EmotionModel,
  text: string,
  units: readonly Span[],
  scores: readonly Scores[],
  label: EmotionLabel,
): Promise<Reason[]> {
  const of = (index: number) => scores[index]?.probability[label] ?? 0
  const strongest = units.reduce((best, _, index) => (of(index) > of(best) ? index : best), 0)
  const unit = units[strongest]
  return unit ? explainByOcclusion(model, text, unit, label, of(strongest)) : Promise.resolve([])
}
