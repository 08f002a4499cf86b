import { describe, expect, it } from 'vitest'
import { findPerspective } from './speaker.ts'

describe('findPerspective', () => {
  it.each([
    'my sister is furious',
    'My best friend seems so sad lately',
    "she's really angry about the whole thing",
    'I think he is heartbroken',
    'everyone was so excited',
  ])('takes "%s" for the feeling of somebody else', (text) => {
    expect(findPerspective(text)).toBe('someone-else')
  })

  it.each([
    'I am furious',
    "I'm so happy for my sister",
    'my sister is furious and I feel awful',
    'my boss was rude and it makes me angry',
    'this is wonderful!',
    'thank you, that was kind',
  ])('takes "%s" for the feeling of the writer', (text) => {
    expect(findPerspective(text)).toBe('speaker')
  })

  it.each([
    '*slams the door* How dare you!',
    'pretend you are my angry boss',
    "let's roleplay: you are a sad robot",
  ])('takes "%s" for roleplay', (text) => {
    expect(findPerspective(text)).toBe('roleplay')
  })

  it('does not take emphasis for a stage direction', () => {
    expect(findPerspective('this is **really** good')).toBe('speaker')
  })
})
