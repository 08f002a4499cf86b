import emojiNames from './model/emoji.json' with { type: 'json' }

const NAMES: Readonly<Record<string, string>> = emojiNames
const NAMED_EMOJI = new RegExp(
  Object.keys(NAMES)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
)
/** Variation selectors, skin tones and the joiner carry no feeling and would become unknown tokens. */
const MODIFIERS = /\ufe0e|\ufe0f|\u200d|[\u{1f3fb}-\u{1f3ff}]/gu

/**
 * Brings text into the form the model was trained on: emoji named in words, the data's masks as plain words. The
 * training code does the same (`ml/emotion/data.py`, `normalise`); `fixtures.test.ts` holds the two together.
 */
export function normaliseText(text: string): string {
  return text
    .replace(MODIFIERS, '')
    .replaceAll('[NAME]', 'name')
    .replaceAll('[RELIGION]', 'religion')
    .replace(NAMED_EMOJI, (emoji) => ` ${NAMES[emoji]} `)
}
