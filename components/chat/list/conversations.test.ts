import { InfiniteQueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConversationDto, ConversationPage, RailView } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { changeConversations, currentRail, placeQuery, refreshConversations } from './conversations'
import { allConversations } from './data/conversation-pages'
import { fakeConversation } from './fake-conversation.testing'
import { getQueryClient } from './query-client'

const PAGE = 2

/** What the server has: every conversation, newest first. */
let kept: ConversationDto[] = []
let folders: FolderDto[] = []
/** What was asked of the server. */
let asked: URL[] = []
/** What a page that follows waits for. */
let gate: Promise<void> = Promise.resolve()
let stop = () => {}

const talk = (id: string, fields: Partial<ConversationDto> = {}) =>
  fakeConversation({ id, lastMessageAt: `2026-03-01T10:0${id}:00.000Z`, ...fields })
const change = (id: string, fields: Partial<ConversationDto>) => {
  kept = kept.map((one) => (one.id === id ? { ...one, ...fields } : one))
}

function pageOf(conversations: ConversationDto[], from: number): ConversationPage {
  const end = from + PAGE
  return {
    conversations: conversations.slice(from, end),
    nextCursor: end < conversations.length ? (conversations[end - 1]?.id ?? null) : null,
  }
}

const inRecent = () => kept.filter(({ isPinned, isArchived }) => !isPinned && !isArchived)
const inPinned = () => kept.filter(({ isPinned }) => isPinned)

async function answer(input: string): Promise<Response> {
  const url = new URL(input, 'http://numina.test')
  asked.push(url)
  if (url.pathname.endsWith('/rail')) {
    const ids = url.searchParams.getAll('id')
    const view: RailView = {
      folders,
      lists: { recent: pageOf(inRecent(), 0), pinned: pageOf(inPinned(), 0) },
      asked: kept.filter(({ id }) => ids.includes(id)),
    }
    return Response.json(view)
  }
  const list = inRecent()
  const cursor = url.searchParams.get('cursor') ?? ''
  const page = pageOf(list, list.filter(({ id }) => id >= cursor).length)
  await gate
  return Response.json(page)
}

const shown = (place = 'recent') =>
  allConversations(currentRail().lists.get(place)).map(({ id, title }) => (title === 'A talk' ? id : title))
const furtherPages = () => asked.filter(({ pathname }) => !pathname.endsWith('/rail')).length
const showNext = () => observer.fetchNextPage()
let observer: InfiniteQueryObserver<ConversationPage, Error, unknown, string[], string>

beforeEach(async () => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('fetch', vi.fn(answer))
  folders = []
  kept = ['8', '7', '6', '5', '4', '3', '2', '1'].map((id) => talk(id))
  getQueryClient().clear()
  observer = new InfiniteQueryObserver(getQueryClient(), placeQuery('recent', pageOf(kept, 0)) as never)
  const pinned = new InfiniteQueryObserver(getQueryClient(), placeQuery('pinned', pageOf([], 0)))
  const ends = [observer.subscribe(() => {}), pinned.subscribe(() => {})]
  stop = () => {
    for (const end of ends) end()
  }
  await showNext()
  await showNext()
  expect(shown()).toEqual(['8', '7', '6', '5', '4', '3'])
  asked = []
})

afterEach(() => {
  stop()
  vi.unstubAllGlobals()
})

test('what other windows do to rows further down is shown, without reading those pages', async () => {
  change('5', { title: 'Renamed' })
  change('4', { isPinned: true })
  change('3', { title: 'Last' })
  kept = kept.filter(({ id }) => id !== '6')
  refreshConversations(new Set(['5', '4', '6', '3']))
  await expect.poll(() => shown()).toEqual(['8', '7', 'Renamed', 'Last'])
  expect(shown('pinned')).toEqual(['4'])
  expect(furtherPages()).toBe(0)
})

test('when anything may have changed, the pages that are loaded are read again', async () => {
  const imported = { ...talk('3'), id: '35', title: 'Imported' }
  kept = kept.filter(({ id }) => id !== '5').flatMap((one) => (one.id === '3' ? [imported, one] : [one]))
  refreshConversations('all')
  await expect.poll(() => shown()).toEqual(['8', '7', '6', '4', 'Imported', '3'])
  expect(furtherPages()).toBe(2)
})

test('so they are when a folder has gone or come: what was in it can be anywhere', async () => {
  folders = [{ id: 'work', parentId: null, name: 'Work', emoji: null, instructions: '' }]
  change('5', { title: 'Was in it' })
  refreshConversations()
  await expect.poll(() => shown()).toEqual(['8', '7', '6', 'Was in it', '4', '3'])
})

test('what was to be read is read the next time when the server was not reached', async () => {
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError('offline'))
  change('5', { title: 'Renamed' })
  refreshConversations(new Set(['5']))
  await expect.poll(() => vi.mocked(fetch).mock.settledResults.at(-1)?.type).toBe('rejected')
  await new Promise((resolve) => setTimeout(resolve, 20))
  refreshConversations()
  await expect.poll(() => shown()).toEqual(['8', '7', '6', 'Renamed', '4', '3'])
})

test('the newest pages alone are read when nothing further down is meant', async () => {
  kept = [talk('9'), ...kept]
  refreshConversations()
  await expect.poll(() => shown()).toEqual(['9', '8', '7', '6', '5', '4', '3'])
  expect(asked.map(({ search }) => search)).toEqual([''])
})

test('a page on its way does not bring back what has gone meanwhile', async () => {
  let open = () => {}
  gate = new Promise((resolve) => {
    open = resolve
  })
  void showNext()
  await expect.poll(furtherPages).toBe(1)
  kept = kept.filter(({ id }) => id !== '7')
  refreshConversations(new Set(['7']))
  await expect.poll(() => shown()).not.toContain('7')
  open()
  gate = Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(shown()).not.toContain('7')
  await showNext()
  expect(shown()).toEqual(['8', '6', '5', '4', '3', '2', '1'])
})

test('what was asked for while something was being changed here is not forgotten', async () => {
  const changed = changeConversations(
    ['8'],
    (one) => ({ ...one, title: 'Mine' }),
    async () => {
      change('8', { title: 'Mine' })
      change('5', { title: 'Theirs' })
      refreshConversations(new Set(['5']))
      return { ok: true, data: null }
    },
  )
  expect((await changed).ok).toBe(true)
  await expect.poll(() => shown()).toEqual(['Mine', '7', '6', 'Theirs', '4', '3'])
})
