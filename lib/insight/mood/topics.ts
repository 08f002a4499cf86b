import type { Association, TopicMood } from '../schema'
import type { Moment } from './moments'
import { countFeelings } from './summarise'

/** Fewer say nothing. */
const LEAST_READINGS = 5
const MOST_TOPICS = 8
const MOST_FEELINGS = 3
/** Of the normal distribution, for 95 %. */
const Z = 1.96

export type Topic = Pick<TopicMood, 'id' | 'name' | 'kind'>

/**
 * Which feelings go with which topics. That they go together is all it says: not which leads to which, nor that either does.
 *
 * @param topicOf where a moment belongs; null: nowhere
 */
export function associate(
  moments: readonly Moment[],
  topicOf: (moment: Moment) => Topic | null,
): TopicMood[] {
  const groups = new Map<string, { topic: Topic; inside: Moment[] }>()
  for (const moment of moments) {
    const topic = topicOf(moment)
    if (!topic) continue
    const group = groups.get(topic.id) ?? { topic, inside: [] }
    group.inside.push(moment)
    groups.set(topic.id, group)
  }
  return [...groups.values()]
    .filter(({ inside }) => inside.length >= LEAST_READINGS)
    .sort((a, b) => b.inside.length - a.inside.length)
    .slice(0, MOST_TOPICS)
    .map(({ topic, inside }) => ({
      ...topic,
      count: inside.length,
      associations: associationsOf(inside, moments),
    }))
}

function associationsOf(inside: readonly Moment[], all: readonly Moment[]): Association[] {
  const everywhere = new Map(countFeelings(all).map(({ feeling, count }) => [feeling, count]))
  const outside = all.length - inside.length
  return countFeelings(inside)
    .slice(0, MOST_FEELINGS)
    .map(({ feeling, count, share }) => {
      const [low, high] = wilson(count, inside.length)
      const others = (everywhere.get(feeling) ?? 0) - count
      const elsewhere = outside < LEAST_READINGS ? null : others / outside
      const isClear = elsewhere !== null && (elsewhere < low || elsewhere > high)
      return { feeling, count, share, low, high, elsewhere, isClear }
    })
}

/** The score interval of a share (Wilson 1927), which holds for few readings, too. */
export function wilson(count: number, of: number): [low: number, high: number] {
  const share = count / of
  const middle = share + Z ** 2 / (2 * of)
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))
  const scale = 1 + Z ** 2 / of
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)]
}
