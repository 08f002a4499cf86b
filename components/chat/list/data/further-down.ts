/** Conversations that may be listed below the newest pages, or 'all': anything may have changed there. */
export type FurtherDown = ReadonlySet<string> | 'all'

/** The server tells of this many at once. */
const MOST_IDS = 50

export const NOTHING: FurtherDown = new Set()

/** @returns both together; all when they are too many to ask for one by one */
export function together(a: FurtherDown, b: FurtherDown): FurtherDown {
  if (a === 'all' || b === 'all') return 'all'
  const ids = new Set([...a, ...b])
  return ids.size > MOST_IDS ? 'all' : ids
}
