import { expect, it } from 'vitest'
import { isEmoji } from './emoji'

it.each(['🌱', '❤️', '🇩🇪', '👩🏽‍🚀', '👨‍👩‍👧‍👦', '1️⃣'])('takes %s', (value) =>
  expect(isEmoji(value)).toBe(true),
)

it.each(['', 'a', '1', '#', '🌱🌱', '🌱 ', 'ab🌱', '\ud83c', '<b>'])('refuses %j', (value) =>
  expect(isEmoji(value)).toBe(false),
)
