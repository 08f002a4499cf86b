import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import type { ConversationDto, ConversationPage, Place, RailView } from '@/lib/chat/schema'
import type { Result } from '@/lib/core/result'
import type { FolderDto } from '@/lib/folders/schema'
import { type ConversationPages, mergeFirstPage } from './data/conversation-pages'
import { type FurtherDown, NOTHING, together } from './data/further-down'
import { findConversations, haveSameIds, putIn, type Rail, replaceIn, takeOut } from './data/lists'
import { readAsFarAsLoaded, readPage, readRail } from './data/read'
import { getQueryClient } from './query-client'

const LISTS = ['conversations']
const FOLDERS = ['folders']
const NONE: FolderDto[] = []
/** The server reads at most this many places at once, besides those it always reads. */
const PLACES_AT_ONCE = 40
const ALWAYS_READ = ['recent', 'pinned']

/** The conversations of a place, page by page. `initial` is the first page as the server rendered it. */
export function placeQuery(place: Place, initial?: ConversationPage) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, place],
    queryFn: ({ pageParam, signal }) => readPage(place, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...(initial && { initialData: { pages: [initial], pageParams: [''] } }),
    // Newer first pages are merged in by `refreshConversations`; reading all pages anew would cost one request each.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** All folders. */
export function foldersQuery(initial?: FolderDto[]) {
  return queryOptions({
    queryKey: FOLDERS,
    queryFn: async ({ signal }) => (await readRail([], [], signal)).folders,
    ...(initial && { initialData: initial }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Changes the server has not answered yet, and how many there have been: what was read before one is not the truth after it. */
let pending = 0
let changes = 0
let reading = false
let readAgain = false
/** What is still to be read besides the newest pages. */
let further = NOTHING

/**
 * Reads the newest page of every list on screen and leaves the reader's place in them. Without an answer all stays as it is.
 *
 * @param about what may have changed below the newest pages
 */
export function refreshConversations(about = NOTHING): void {
  further = together(further, about)
  readAgain = true
  if (reading || pending > 0) return
  reading = true
  readAgain = false
  const asked = further
  further = NOTHING
  read(asked)
    .catch(() => 'failed' as const)
    .then((outcome) => {
      reading = false
      if (outcome !== 'shown') further = together(further, asked)
      if (readAgain || outcome === 'outdated') refreshConversations()
    })
}

/** @returns `outdated` when something was changed here meanwhile: what was read before is not the truth after it */
async function read(asked: FurtherDown): Promise<'shown' | 'outdated'> {
  const before = changes
  const ids = asked === 'all' || !goesFurther() ? [] : [...asked]
  const view = await readRail(shownPlaces().slice(0, PLACES_AT_ONCE), ids)
  // What was in a folder that has gone, or has come back, is anywhere by now.
  const isAll = asked === 'all' || !haveSameIds(view.folders, currentRail().folders)
  const lists = isAll ? await readAsFarAsLoaded(view.lists, currentRail()) : new Map()
  // A page on its way would be put behind those that were there when it was asked for.
  await getQueryClient().cancelQueries({
    queryKey: LISTS,
    predicate: ({ queryKey }) => String(queryKey[1]) in view.lists,
  })
  if (changes !== before) return 'outdated'
  adopt(view, lists)
  show(replaceIn(currentRail(), ids, view.asked))
  return 'shown'
}

/** Whether more than the newest page is loaded of any list. */
function goesFurther(): boolean {
  return [...currentRail().lists.values()].some(({ pages }) => pages.length > 1)
}

/** Folders that are open, and the archive. */
function shownPlaces(): Place[] {
  return getQueryClient()
    .getQueryCache()
    .findAll({ queryKey: LISTS, type: 'active' })
    .map(({ queryKey }) => String(queryKey[1]))
    .filter((place) => !ALWAYS_READ.includes(place))
}

/** @param whole lists that were read further than their newest page */
function adopt({ folders, lists }: RailView, whole: ReadonlyMap<Place, ConversationPages>): void {
  const client = getQueryClient()
  client.setQueryData(FOLDERS, folders)
  for (const [place, page] of Object.entries(lists)) {
    if (!page) continue
    client.setQueryData<ConversationPages>(
      [...LISTS, place],
      (data) => whole.get(place) ?? (data ? mergeFirstPage(data, page) : { pages: [page], pageParams: [''] }),
    )
  }
  // What was not read is read when it is looked at.
  void client.invalidateQueries({
    queryKey: LISTS,
    predicate: ({ queryKey }) => !(String(queryKey[1]) in lists),
  })
}

/** What this window has of the side bar. */
export function currentRail(): Rail {
  const client = getQueryClient()
  const loaded = client.getQueriesData<ConversationPages>({ queryKey: LISTS })
  const lists = loaded.flatMap(([key, data]) => (data ? [[String(key[1]), data] as const] : []))
  return { folders: client.getQueryData<FolderDto[]>(FOLDERS) ?? NONE, lists: new Map(lists) }
}

function show(next: Rail): void {
  const client = getQueryClient()
  const before = currentRail()
  if (next.folders !== before.folders) client.setQueryData(FOLDERS, next.folders)
  for (const [place, list] of next.lists) {
    if (list !== before.lists.get(place)) client.setQueryData([...LISTS, place], list)
  }
}

export type Outcome = { ok: true } | { ok: false; error: ActionError }

/**
 * Shows a change before the server has made it, and takes it back when the server does not make it.
 *
 * @param change what becomes of what is shown
 * @param undo what takes exactly this change back, whatever else has changed since
 */
export async function changeRail(
  change: (rail: Rail) => Rail,
  send: () => Promise<Result<unknown>>,
  undo: (rail: Rail) => Rail,
): Promise<Outcome> {
  pending += 1
  changes += 1
  const client = getQueryClient()
  // A page on its way was read before the change and would undo it.
  if (client.isFetching({ queryKey: LISTS }) > 0) await client.cancelQueries({ queryKey: LISTS })
  show(change(currentRail()))
  const result = await callAction(send)
  if (!result.ok) show(undo(currentRail()))
  pending -= 1
  changes += 1
  if (readAgain || !result.ok) refreshConversations()
  return result
}

/** Changes conversations wherever they are listed; null takes them out. Those not listed are changed by the server alone. */
export function changeConversations(
  ids: readonly string[],
  change: (conversation: ConversationDto) => ConversationDto | null,
  send: () => Promise<Result<unknown>>,
): Promise<Outcome> {
  let before: ConversationDto[] = []
  return changeRail(
    (rail) => {
      before = findConversations(rail, ids)
      return replaceIn(
        rail,
        ids,
        before.flatMap((conversation) => change(conversation) ?? []),
      )
    },
    send,
    (rail) => putIn(rail, before),
  )
}

const onListChange = (notify: () => void) => getQueryClient().getQueryCache().subscribe(notify)

/** Lists conversations again that were taken out. */
export function bringBack(
  conversations: readonly ConversationDto[],
  send: () => Promise<Result<unknown>>,
): Promise<Outcome> {
  const ids = conversations.map(({ id }) => id)
  return changeRail(
    (rail) => putIn(rail, conversations),
    send,
    (rail) => takeOut(rail, ids),
  )
}

/** A conversation as the lists know it; undefined when it is in none of the loaded pages. */
export function useListed(id: string): ConversationDto | undefined {
  return useSyncExternalStore(
    onListChange,
    () => findConversations(currentRail(), [id])[0],
    () => undefined,
  )
}
