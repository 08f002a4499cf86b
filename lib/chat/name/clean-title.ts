const MAX_CHARS = 60
const MAX_ANSWER_CHARS = 300
/** What models say around a title, though asked not to. */
const PREAMBLE = /^(?:(?:the |here is (?:a|the) |suggested )?(?:conversation )?title(?: is)?)\s*[:：]\s*/i
const AROUND = /^[\s"'“”„‘’«»*_#`~()[\]<>-]+|[\s"'“”„‘’«»*_#`~()[\]<>.。:;,-]+$/gu

/**
 * Makes a title of what a model answered: one line, plain, short.
 *
 * @returns null when the answer is no title: empty, or a whole essay
 */
export function cleanTitle(answer: string): string | null {
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
  if (!/[\p{L}\p{N}]/u.test(bare)) return null
  if (bare.length <= MAX_CHARS) return bare
  const cut = bare.slice(0, MAX_CHARS)
  const end = Math.max(cut.lastIndexOf(' '), MAX_CHARS / 2)
  return `${cut
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}
