const MAX_CHARS = 60
const MAX_ANSWER_CHARS = 300
/** What models say around a title, though asked not to. */
const PREAMBLE = /^(?:(?:the |here is (?:a|the) |suggested )?(?:conversation )?title(?: is)?)\s*[:：]\s*/i
/** What small models say of a title in the place of one. */
const ABOUT_A_TITLE =
  /^(?:the|your|this|my|a) (?:[a-z]+ )?title (?:is|was|of|for|should|could|would|that|here)\b/i
const AROUND = /^[\s"'“”„‘’«»*_#`~()[\]<>-]+|[\s"'“”„‘’«»*_#`~()[\]<>.。:;,-]+$/gu

/** So many words in a row that also stand in what it was asked are no title: small models repeat their instructions. */
const ECHO_WORDS = 5

/**
 * Makes a title of what a model answered: one line, plain, short.
 *
 * @param asked what the model was instructed
 * @returns null when the answer is no title: empty, a whole essay, about a title, or the instructions over again
 */
export function cleanTitle(answer: string, asked = ''): string | null {
  const said = answer.replace(/<think>[\s\S]*?(<\/think>|$)/g, '').trim()
  if (said.length > MAX_ANSWER_CHARS) return null
  const line = said.split('\n').find((each) => /[\p{L}\p{N}]/u.test(each)) ?? ''
  const bare = line
    // Signs that turn text around or cannot be seen have no place in a list.
    .replace(/[\p{Cc}\p{Cf}]+/gu, (signs) => (/^\u200d+$/.test(signs) ? signs : ' '))
    .replace(AROUND, '')
    .replace(PREAMBLE, '')
    .replace(AROUND, '')
    .replace(/\s+/g, ' ')
  if (!/[\p{L}\p{N}]/u.test(bare) || ABOUT_A_TITLE.test(bare) || isEcho(bare, asked)) return null
  if (bare.length <= MAX_CHARS) return bare
  const cut = bare.slice(0, MAX_CHARS)
  const end = Math.max(cut.lastIndexOf(' '), MAX_CHARS / 2)
  return `${cut
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}

function isEcho(title: string, asked: string): boolean {
  const words = wordsOf(title)
  const source = ` ${wordsOf(asked).join(' ')} `
  return words.some((_, i) => {
    const run = words.slice(i, i + ECHO_WORDS)
    return run.length === ECHO_WORDS && source.includes(` ${run.join(' ')} `)
  })
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
