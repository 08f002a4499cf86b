import type { Association, TopicMood } from '../schema'
import type { Moment } from './moments'
import { countFeelings } from './summarise'

/** Fewer say nothing. */
const LEAST_READINGS = 5
const MOST_GROUPS = 8
const MOST_FEELINGS = 3
/** Of the normal distribution, for 95 %. */
const Z = 1.96

export type Group = Pick<TopicMood, 'id' | 'name' | 'kind'>

/**
 * Which feelings go with which topics or places. That they go together is all it says: not which leads to which, nor that either does.
 *
 * @param groupsOf where a moment belongs: to none, one or several
 */
export function associate(
  moments: readonly Moment[],
  groupsOf: (moment: Moment) => readonly Group[],
): TopicMood[] {
  const groups = new Map<string, { group: Group; inside: Moment[] }>()
  for (const moment of moments)
    for (const group of groupsOf(moment)) {
      const known = groups.get(group.id) ?? { group, inside: [] }
      known.inside.push(moment)
      groups.set(group.id, known)
    }
  return [...groups.values()]
    .filter(({ inside }) => inside.length >= LEAST_READINGS)
    .sort((a, b) => b.inside.length - a.inside.length)
    .slice(0, MOST_GROUPS)
    .map(({ group, inside }) => ({
      ...group,
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
