import { describe, expect, test } from 'vitest'
import type { ConversationDto, Place } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { fakeConversation } from '../fake-conversation.testing'
import { allConversations } from './conversation-pages'
import { findConversations, placeOf, putIn, type Rail, takeOut, withFolders } from './lists'

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`
const talk = (id: string, minute: number, fields: Partial<ConversationDto> = {}) =>
  fakeConversation({ id, lastMessageAt: at(minute), ...fields })
const work: FolderDto = { id: 'work', parentId: null, name: 'Work', emoji: null, instructions: '' }

function railOf(lists: Record<Place, ConversationDto[][]>, hasMore = false): Rail {
  return {
    folders: [work],
    lists: new Map(
      Object.entries(lists).map(([place, pages]) => [
        place,
        {
          pages: pages.map((conversations, i) => ({
            conversations,
            nextCursor: i < pages.length - 1 || hasMore ? `${i}` : null,
          })),
          pageParams: pages.map((_, i) => (i ? `${i}` : '')),
        },
      ]),
    ),
  }
}

const idsIn = (rail: Rail, place: Place) => allConversations(rail.lists.get(place)).map(({ id }) => id)

const rail = railOf({ recent: [[talk('d', 9), talk('b', 5)], [talk('a', 1)]], pinned: [[]], work: [[]] })

test('a conversation has one place', () => {
  expect(placeOf(talk('a', 1), [work])).toBe('recent')
  expect(placeOf(talk('a', 1, { folderId: 'work' }), [work])).toBe('work')
  expect(placeOf(talk('a', 1, { folderId: 'gone' }), [work])).toBe('recent')
  expect(placeOf(talk('a', 1, { folderId: 'work', isPinned: true }), [work])).toBe('pinned')
  expect(placeOf(talk('a', 1, { isPinned: true, isArchived: true }), [work])).toBe('archived')
})

describe('putting in', () => {
  test('moves from list to list', () => {
    const moved = putIn(rail, [talk('b', 5, { folderId: 'work' }), talk('d', 9, { isPinned: true })])
    expect([idsIn(moved, 'recent'), idsIn(moved, 'work'), idsIn(moved, 'pinned')]).toEqual([
      ['a'],
      ['b'],
      ['d'],
    ])
    const back = putIn(moved, [talk('b', 5), talk('d', 9)])
    expect(idsIn(back, 'recent')).toEqual(['d', 'b', 'a'])
    expect(idsIn(back, 'work')).toEqual([])
  })

  test('keeps the order of time, and of ids in the same moment', () => {
    expect(idsIn(putIn(rail, [talk('c', 5), talk('0', 0)]), 'recent')).toEqual(['d', 'c', 'b', 'a', '0'])
  })

  test('leaves out what is below the loaded part of a list, and what has no list', () => {
    const open = railOf({ recent: [[talk('d', 9)]] }, true)
    expect(idsIn(putIn(open, [talk('b', 5)]), 'recent')).toEqual(['d'])
    expect(idsIn(putIn(open, [talk('d', 9, { isArchived: true })]), 'recent')).toEqual([])
  })

  test('keeps the last one loaded in its place, however much follows', () => {
    const open = railOf({ recent: [[talk('d', 9), talk('b', 5)]] }, true)
    const renamed = putIn(open, [talk('b', 5, { title: 'Renamed' })])
    expect(allConversations(renamed.lists.get('recent')).map(({ title }) => title)).toEqual([
      'A talk',
      'Renamed',
    ])
  })
})

test('taking out leaves the other lists the same objects', () => {
  const less = takeOut(rail, ['b'])
  expect(idsIn(less, 'recent')).toEqual(['d', 'a'])
  expect(less.lists.get('pinned')).toBe(rail.lists.get('pinned'))
  expect(findConversations(rail, ['a', 'x']).map(({ id }) => id)).toEqual(['a'])
})

test('a folder that goes leaves its conversations at the top, and has them again when it returns', () => {
  const full = railOf({ recent: [[talk('a', 1)]], work: [[talk('b', 5, { folderId: 'work' })]] })
  const without = withFolders(full, [])
  expect([idsIn(without, 'recent'), idsIn(without, 'work')]).toEqual([['b', 'a'], []])
  expect(idsIn(withFolders(without, [work]), 'work')).toEqual(['b'])
})

test('many change place in one walk, not in one for each', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => talk(String(i).padStart(6, '0'), i % 60))
  const start = railOf({ recent: [many], work: [[]] })
  const moved = putIn(
    start,
    many.map((c) => ({ ...c, folderId: 'work' })),
  )
  expect(idsIn(moved, 'work')).toHaveLength(100_000)
})
