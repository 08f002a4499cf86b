import { describe, expect, test } from 'vitest'
import type { ConversationDto } from '@/lib/chat/schema'
import { fakeConversation } from '../fake-conversation.testing'
import { allConversations, type ConversationPages, mergeFirstPage } from './conversation-pages'

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`
const conversation = (id: string, minute: number): ConversationDto =>
  fakeConversation({ id, title: id, lastMessageAt: at(minute) })

function pagesOf(...pages: ConversationDto[][]): ConversationPages {
  return {
    pages: pages.map((conversations, i) => ({
      conversations,
      nextCursor: i === pages.length - 1 ? 'more' : `${i + 1}`,
    })),
    pageParams: pages.map((_, i) => (i ? `${i}` : '')),
  }
}

const ids = (data: ConversationPages) => allConversations(data).map(({ id }) => id)
const loaded = pagesOf(
  [conversation('f', 6), conversation('e', 5)],
  [conversation('d', 4), conversation('c', 3)],
)

describe('a newer first page', () => {
  test('brings a new conversation and keeps the one it pushed down', () => {
    const first = { conversations: [conversation('g', 7), conversation('f', 6)], nextCursor: 'x' }
    expect(ids(mergeFirstPage(loaded, first))).toEqual(['g', 'f', 'e', 'd', 'c'])
  })

  test('moves up a conversation of an older page', () => {
    const first = { conversations: [conversation('c', 9), conversation('f', 6)], nextCursor: 'x' }
    expect(ids(mergeFirstPage(loaded, first))).toEqual(['c', 'f', 'e', 'd'])
  })

  test('takes out what was deleted elsewhere', () => {
    const first = { conversations: [conversation('e', 5), conversation('d', 4)], nextCursor: 'x' }
    expect(ids(mergeFirstPage(loaded, first))).toEqual(['e', 'd', 'c'])
  })

  test('is everything when there is no other', () => {
    const first = { conversations: [conversation('e', 5)], nextCursor: null }
    expect(ids(mergeFirstPage(loaded, first))).toEqual(['e'])
    expect(ids(mergeFirstPage(loaded, { conversations: [], nextCursor: null }))).toEqual([])
  })

  test('orders conversations of the same moment by id, as the server does', () => {
    const same = pagesOf([conversation('b', 5), conversation('a', 5)])
    const first = { conversations: [conversation('c', 5), conversation('b', 5)], nextCursor: 'x' }
    expect(ids(mergeFirstPage(same, first))).toEqual(['c', 'b'])
  })
})
