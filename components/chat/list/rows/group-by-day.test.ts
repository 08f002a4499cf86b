import { expect, test } from 'vitest'
import { fakeConversation } from '../fake-conversation.testing'
import { groupByDay } from './group-by-day'

const groups = (now: string, timeZone: string, ...moments: string[]) =>
  groupByDay(
    moments.map((lastMessageAt) => fakeConversation({ id: lastMessageAt, lastMessageAt })),
    new Date(now),
    timeZone,
  ).map(({ label, conversations }) => [label, conversations.length])

test('days are those of the person', () => {
  const now = '2026-03-10T00:30:00Z'
  expect(groups(now, 'UTC', '2026-03-10T00:10:00Z', '2026-03-09T23:50:00Z')).toEqual([
    ['Today', 1],
    ['Yesterday', 1],
  ])
  expect(groups(now, 'America/New_York', '2026-03-10T00:10:00Z', '2026-03-09T23:50:00Z')).toEqual([
    ['Today', 2],
  ])
})

test('weeks and months, each under one name', () => {
  expect(
    groups(
      '2026-03-31T12:00:00Z',
      'UTC',
      '2026-03-29T12:00:00Z',
      '2026-03-24T12:00:00Z',
      '2026-03-23T12:00:00Z',
      '2026-03-01T12:00:00Z',
      '2026-02-27T12:00:00Z',
      '2026-02-01T12:00:00Z',
      '2025-02-01T12:00:00Z',
    ),
  ).toEqual([
    ['Previous 7 days', 2],
    ['Previous 30 days', 2],
    ['February 2026', 2],
    ['February 2025', 1],
  ])
})

test('the days when clocks change have 23 and 25 hours', () => {
  const zone = 'Europe/Berlin'
  expect(groups('2026-03-29T22:30:00Z', zone, '2026-03-28T23:30:00Z')).toEqual([['Yesterday', 1]])
  expect(groups('2026-03-29T21:30:00Z', zone, '2026-03-28T23:30:00Z')).toEqual([['Today', 1]])
  expect(groups('2026-10-25T22:30:00Z', zone, '2026-10-24T22:30:00Z')).toEqual([['Today', 1]])
})

test('a moment ahead of the clock is today', () => {
  expect(groups('2026-03-10T23:59:59Z', 'UTC', '2026-03-11T00:00:01Z')).toEqual([['Today', 1]])
})
