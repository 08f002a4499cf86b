import type { ConversationPage, Place, RailView } from '@/lib/chat/schema'
import { getJson } from '../../session/api'
import type { ConversationPages } from './conversation-pages'
import type { Rail } from './lists'

/** Pages of one list that are read anew at once. What was loaded beyond them is loaded again when its place comes into sight. */
const PAGES_AT_ONCE = 10

/** @param ids conversations to be told of, too, wherever they are listed */
export function readRail(
  places: readonly Place[],
  ids: Iterable<string>,
  signal?: AbortSignal,
): Promise<RailView> {
  const names = [...places.map((place) => ['place', place]), ...[...ids].map((id) => ['id', id])]
  return getJson<RailView>(`/api/conversations/rail?${new URLSearchParams(names)}`, signal)
}

/** @param cursor empty for the newest page */
export function readPage(place: Place, cursor: string, signal?: AbortSignal): Promise<ConversationPage> {
  const query = new URLSearchParams({ place, ...(cursor && { cursor }) })
  return getJson<ConversationPage>(`/api/conversations?${query}`, signal)
}

/** @returns the lists of which more than the newest page is loaded, as far as they are loaded */
export async function readAsFarAsLoaded(
  newest: RailView['lists'],
  { lists }: Rail,
): Promise<ReadonlyMap<Place, ConversationPages>> {
  const reading = Object.entries(newest).flatMap(([place, first]) => {
    const count = lists.get(place)?.pages.length ?? 0
    return first && count > 1 ? [readList(place, first, Math.min(count, PAGES_AT_ONCE))] : []
  })
  return new Map(await Promise.all(reading))
}

async function readList(
  place: Place,
  first: ConversationPage,
  count: number,
): Promise<[Place, ConversationPages]> {
  const list: ConversationPages = { pages: [first], pageParams: [''] }
  for (let cursor = first.nextCursor; cursor !== null && list.pages.length < count; ) {
    const page = await readPage(place, cursor)
    list.pages.push(page)
    list.pageParams.push(cursor)
    cursor = page.nextCursor
  }
  return [place, list]
}
