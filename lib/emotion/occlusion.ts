import type { EmotionLabel } from './labels.ts'
import type { EmotionModel } from './model.ts'
import { findWords, type Span } from './spans.ts'

/** A word and how much the probability of the label falls without it, in probability (0.2 = twenty points). */
export type Reason = Span & { word: string; weight: number }

const MOST_WORDS = 48
const MOST_REASONS = 5
const LEAST_WEIGHT = 0.02

/**
 * Which words moved a label, by occlusion (Zeiler and Fergus 2014): the text is read again without each word, all in
 * batches, and the fall of the label's probability is the word's weight. Only words that speak for the label are told.
 */
export async function explainByOcclusion(
  model: EmotionModel,
  text: string,
  span: Span,
  label: EmotionLabel,
  probability: number,
): Promise<Reason[]> {
  const part = text.slice(span.start, span.end)
  const words = findWords(part).slice(0, MOST_WORDS)
  const without = words.map((word) => part.slice(0, word.start) + part.slice(word.end))
  const scores = await model.classify(without)
  return words
    .map((word, index) => ({
      word: part.slice(word.start, word.end),
      start: span.start + word.start,
      end: span.start + word.end,
      weight: probability - (scores[index]?.probability[label] ?? probability),
    }))
    .filter((reason) => reason.weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_REASONS)
}
