const BEGINS_LIKE_ONE = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u

/** @returns whether `value` is exactly one emoji, as keyboards and pickers make them (flags, skin tones and families included) */
export function isEmoji(value: string): boolean {
  if (!BEGINS_LIKE_ONE.test(value)) return false
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(value)].length === 1
}
