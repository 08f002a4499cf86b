import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatRail, parseRail, RAIL_MAX, RAIL_MIN, RAIL_STEP, toRailWidth } from './rail-preferences'

test.each([
  [undefined, { width: 272, collapsed: false }],
  ['320', { width: 320, collapsed: false }],
  ['320.collapsed', { width: 320, collapsed: true }],
  ['.collapsed', { width: 272, collapsed: true }],
  ['1', { width: 240, collapsed: false }],
  ['9999', { width: 360, collapsed: false }],
  ['1e3', { width: 272, collapsed: false }],
  ['"><script>', { width: 272, collapsed: false }],
])('reads the cookie %j', (value, rail) => {
  expect(parseRail(value)).toEqual(rail)
})

test('reads what it wrote', () => {
  for (const collapsed of [true, false]) {
    const rail = { width: 304, collapsed }
    expect(parseRail(formatRail(rail))).toEqual(rail)
  }
})

test('every width it can have has a rule in the style sheet', () => {
  const css = readFileSync(new URL('./rail.css', import.meta.url), 'utf8')
  for (let px = RAIL_MIN; px <= RAIL_MAX; px += RAIL_STEP) {
    expect(toRailWidth(px + 1)).toBe(px)
    expect(css).toMatch(new RegExp(`data-rail-width=["']${px}["']\\] \\{\\s*--rail-width: ${px}px`))
  }
})
