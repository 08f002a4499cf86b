import { describe, expect, it } from 'vitest'
import { titleFromText } from './title'

describe('titleFromText', () => {
  it.each([
    ['Plan a trip to Kyoto', 'Plan a trip to Kyoto'],
    ['# Heading\nand more', 'Heading'],
    ['   \n', 'New conversation'],
    ['---', 'New conversation'],
  ])('%j becomes %j', (text, title) => {
    expect(titleFromText(text)).toBe(title)
  })

  it('cuts long lines at a word', () => {
    const title = titleFromText('word '.repeat(40))
    expect(title.length).toBeLessThanOrEqual(61)
    expect(title).toMatch(/word…$/)
  })

  it('cuts a line without spaces too', () => {
    expect(titleFromText('x'.repeat(500)).length).toBeLessThanOrEqual(61)
  })
})
