import { describe, expect, it } from 'vitest'
import { cleanTitle } from './clean-title'

describe('a title by a model', () => {
  it.each([
    ['Autumn in Kyoto', 'Autumn in Kyoto'],
    ['"Autumn in Kyoto."\n', 'Autumn in Kyoto'],
    ['Title: **Autumn in Kyoto**', 'Autumn in Kyoto'],
    ['**Title:** Autumn in Kyoto', 'Autumn in Kyoto'],
    ['Here is a title: Autumn\n\nI hope you like it', 'Autumn'],
    ['<think>What could it be</think>\nAutumn', 'Autumn'],
    ['# C++ and C#?', 'C++ and C#?'],
    ['\u202eAutumn\u0000 \u200bin Kyoto', 'Autumn in Kyoto'],
    ['秋の京都。', '秋の京都'],
    ['👩‍👧 Family trip', '👩‍👧 Family trip'],
  ])('%j is %j', (answer, title) => {
    expect(cleanTitle(answer)).toBe(title)
  })

  it.each(['', '  \n', '---', '"."', '<think>never ends', 'word '.repeat(100)])('is none in %j', (answer) => {
    expect(cleanTitle(answer)).toBeNull()
  })

  it.each(['The title is a great example of how to start the day', 'Your title is a great example.'])(
    'is none in %j, which speaks of one',
    (answer) => {
      expect(cleanTitle(answer)).toBeNull()
      expect(cleanTitle('The Title Deed of Our House')).toBe('The Title Deed of Our House')
    },
  )

  it('is none when it repeats what was asked', () => {
    const asked = 'Answer with its title alone: three to six words in the language of the person, plain text.'
    expect(cleanTitle('Three to six words in the language of the person', asked)).toBeNull()
    expect(cleanTitle('The title: In the Language of Flowers', asked)).toBe('In the Language of Flowers')
  })

  it('is cut at a word when it is long', () => {
    const title = cleanTitle('word '.repeat(30))
    expect(title).toMatch(/word…$/)
    expect(title?.length).toBeLessThanOrEqual(61)
  })
})
