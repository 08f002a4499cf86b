import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** The tokens as the browser will read them: name → [light, dark], each [L, C, H]. */
function readTokens(): Map<string, [Oklch, Oklch]> {
  const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
  const pair = /--([a-z-]+):\s*light-dark\(oklch\(([\d. ]+)\),\s*oklch\(([\d. ]+)\)\)/g
  return new Map(
    [...css.matchAll(pair)].map(([, name = '', light, dark]) => [name, [parse(light), parse(dark)]]),
  )
}

type Oklch = [number, number, number]

function parse(numbers = ''): Oklch {
  const [l = Number.NaN, c = Number.NaN, h = Number.NaN] = numbers.split(' ').map(Number)
  return [l, c, h]
}

/** Linear sRGB of an OKLCH colour, clipped to the gamut. Source: https://bottosson.github.io/posts/oklab/ */
function toLinear([l, c, h]: Oklch): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

/** WCAG 2's contrast ratio, 1 to 21. Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Oklch, other: Oklch): number {
  const luminance = (colour: Oklch) => {
    const [r, g, b] = toLinear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const tokens = readTokens()

function contrastOf(front: string, back: string, theme: 0 | 1): number {
  const one = tokens.get(front)?.[theme]
  const other = tokens.get(back)?.[theme]
  if (!one || !other) throw new Error(`${front} or ${back} is no light-dark pair in globals.css`)
  return contrast(one, other)
}

const surfaces = ['surface', 'surface-raised', 'surface-sunken']
const texts = ['ink', 'ink-muted', 'accent', 'danger', 'success', 'warning']
const readable: [string, string][] = [
  ...surfaces.flatMap((surface) => texts.map((text): [string, string] => [text, surface])),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['danger-ink', 'danger'],
  ['danger-ink', 'danger-hover'],
  ['ink', 'accent-soft'],
  ['ink', 'danger-soft'],
  ['ink', 'warning-soft'],
  ['ink', 'success-soft'],
  ['danger', 'danger-soft'],
  ['success', 'success-soft'],
  ['warning', 'warning-soft'],
  ['accent', 'accent-soft'],
]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_, theme) => {
  test.each(readable)('%s is readable on %s (4.5:1)', (front, back) => {
    expect(contrastOf(front, back, theme)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(surfaces)('the edge of a control stands out from %s (3:1)', (surface) => {
    expect(contrastOf('line-strong', surface, theme)).toBeGreaterThanOrEqual(3)
  })
})

test('black on white has the contrast the standard names', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1)
})
