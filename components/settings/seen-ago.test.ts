import { expect, test } from 'vitest'
import { seenAgo } from './seen-ago'

const now = Date.parse('2026-11-28T12:00:00Z')
test.each([
  ['2026-11-28T12:00:30Z', 'In use now'],
  ['2026-11-28T11:50:00Z', 'In use now'],
  ['2026-11-28T11:40:00Z', 'Last used 20 minutes ago'],
  ['2026-11-28T10:00:00Z', 'Last used 2 hours ago'],
  ['2026-11-27T11:00:00Z', 'Last used yesterday'],
  ['2026-11-20T11:00:00Z', 'Last used 8 days ago'],
])('%s is "%s"', (at, words) => {
  expect(seenAgo(at, now)).toBe(words)
})
