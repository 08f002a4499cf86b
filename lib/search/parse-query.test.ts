import { describe, expect, it } from 'vitest'
import { startOfDay } from '@/lib/core/start-of-day'
import { needlesOf, wordsToFind } from './needles'
import { parseQuery } from './parse-query'

const parse = (text: string) => parseQuery(text, 'Europe/Berlin')

describe('a query', () => {
  it('has words, phrases, what must not be there, and filters', () => {
    const query = parse(
      'trip "first  class" -train role:me model:gpt in:"My work" after:2026-01-31 before:2026-06',
    )
    expect(query).toEqual({
      words: ['trip'],
      phrases: ['first class'],
      without: ['train'],
      role: 'user',
      model: 'gpt',
      folder: 'My work',
      after: new Date('2026-01-30T23:00:00Z'),
      before: new Date('2026-05-31T22:00:00Z'),
      hint: null,
    })
  })

  it.each([
    ['role:king', 'role: is followed by user or assistant.'],
    ['after:20', 'after: is followed by a date, such as after:2026-01-31.'],
    ['before:2026-02-30', 'before: is followed by a date, such as before:2026-01-31.'],
    ['in:', 'in: is followed by the name of a folder.'],
    ['model:', 'model: is followed by the name of a model.'],
  ])('says what is wrong with %j, and looks for the rest', (text, hint) => {
    expect(parse(`words ${text}`)).toMatchObject({ words: ['words'], hint })
  })

  it('takes what only looks like a filter for words', () => {
    expect(parse('node:sqlite https://example.com constructor:x').words).toEqual([
      'node',
      'sqlite',
      'https',
      'example',
      'com',
      'constructor',
      'x',
    ])
  })

  it('stands an open quote, lonely signs and emoji', () => {
    expect(parse('"not closed')).toMatchObject({ phrases: ['not closed'] })
    expect(parse('" - -- "" 😀 "😀"')).toMatchObject({ words: [], phrases: [], without: [] })
  })
})

describe('the condition for the index', () => {
  it('wants every telling word, in the form its relatives share', () => {
    expect(wordsToFind(parse('the trips to "New York" -train -"by bus"'))).toEqual({
      search: '"new york" "trip" -train -"by bus"',
      instead: { all: [/\bnew york/i, /\btrip/i], none: [/\btrain/i, /\bby bus/i] },
      all: [],
      none: [],
    })
    expect(needlesOf(parse('bus glass Kyoto the'))).toEqual(['glass', 'kyoto', 'bus'])
  })
})

describe('letters the index has no words of', () => {
  it('are looked for as they stand, beside what it knows', () => {
    expect(wordsToFind(parse('京都 hotels -東京 -train'))).toEqual({
      search: '"hotel" -train',
      instead: { all: [/\bhotel/i], none: [/\btrain/i] },
      all: [/京都/i],
      none: [/東京/i],
    })
    expect(wordsToFind(parse('"고양이 밥" -train'))).toEqual({
      search: '',
      instead: { all: [], none: [] },
      all: [/고양이 밥/i],
      none: [/train/i],
    })
  })
})

describe('the start of a day', () => {
  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['2026', 'UTC', '2026-01-01T00:00:00.000Z'],
  ])('%s in %s is %s', (day, zone, expected) => {
    expect(startOfDay(day, zone)?.toISOString()).toBe(expected)
  })

  it.each(['', 'soon', '2026-13', '2026-02-29', '26-01-01'])('is nothing for %j', (text) => {
    expect(startOfDay(text, 'UTC')).toBeNull()
  })
})
