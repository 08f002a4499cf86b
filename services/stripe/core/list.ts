import { invalid } from './errors.ts'
import { group, type Params, text, whole } from './shape.ts'

/** What every list takes. */
export const paging = { limit: whole(1, 100), starting_after: text(), ending_before: text() }
const range = group({ gt: whole(), gte: whole(), lt: whole(), lte: whole() })
/** For lists that can be narrowed by time. */
export const created = {
  created: {
    ...range,
    read: (raw, path) =>
      typeof raw === 'string'
        ? { gte: whole().read(raw, path), lte: whole().read(raw, path) }
        : range.read(raw, path),
  } satisfies typeof range,
}
type Query = Params<typeof paging> & Partial<Params<typeof created>>

/**
 * One page of objects that come newest first.
 * @throws StripeError when the cursor is none of them
 */
export function page<T extends { id: string; created?: number }>(objects: T[], query: Query, url: string) {
  const { limit = 10, starting_after: after, ending_before: before, created: time } = query
  const within = time
    ? objects.filter(
        ({ created: at = 0 }) =>
          at > (time.gt ?? -1) &&
          at >= (time.gte ?? 0) &&
          at < (time.lt ?? Number.POSITIVE_INFINITY) &&
          at <= (time.lte ?? Number.POSITIVE_INFINITY),
      )
    : objects
  const indexOf = (id: string, param: string) => {
    const at = within.findIndex((object) => object.id === id)
    if (at === -1) throw invalid(`No such object: '${id}'`, { code: 'resource_missing', param })
    return at
  }
  if (before) {
    const end = indexOf(before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { object: 'list', url, has_more: start > 0, data: within.slice(start, end) }
  }
  const start = after ? indexOf(after, 'starting_after') + 1 : 0
  return {
    object: 'list',
    url,
    has_more: within.length > start + limit,
    data: within.slice(start, start + limit),
  }
}
