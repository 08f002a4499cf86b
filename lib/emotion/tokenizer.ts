/**
 * WordPiece as BERT and MPNet use it (Devlin et al. 2019; the behaviour of `BertNormalizer`, `BertPreTokenizer` and
 * `WordPiece` of the tokenizers library, which trained the model): lower case, no accents, punctuation apart, then the
 * longest known piece first. Special tokens written in the text are plain text.
 */
const MAX_WORD_LENGTH = 100
/** Tab and line ends are white space; all other control characters are dropped. */
const DROPPED = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\ufffd]/u
const WHITESPACE = /\p{White_Space}/u
const IDEOGRAPH =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u
const ACCENT = /\p{Mn}/gu
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u

export type Tokenizer = {
  /** Token ids of a text with start and end marks, at most `limit` of them. */
  encode: (text: string, limit: number) => number[]
  /** How many tokens a text has, without the marks. */
  count: (text: string) => number
}

/** @param words the vocabulary: the id of a word is its place. Must hold `<s>`, `</s>` and `[UNK]`. */
export function createTokenizer(words: readonly string[]): Tokenizer {
  const ids = new Map(words.map((word, id) => [word, id]))
  const idOf = (word: string): number => {
    const id = ids.get(word)
    if (id === undefined) throw new Error(`The vocabulary lacks ${word}.`)
    return id
  }
  const start = idOf('<s>')
  const end = idOf('</s>')
  const unknown = idOf('[UNK]')

  const longest = words.reduce((most, { length }) => Math.max(most, length), 0)

  // By UTF-16 units: no word of the vocabulary begins or ends within a character, so none is found there.
  const piecesOf = (word: string): number[] => {
    if (word.length > MAX_WORD_LENGTH && [...word].length > MAX_WORD_LENGTH) return [unknown]
    const found: number[] = []
    for (let from = 0; from < word.length; ) {
      let to = Math.min(word.length, from + longest)
      let id: number | undefined
      while (to > from) {
        id = ids.get((from > 0 ? '##' : '') + word.slice(from, to))
        if (id !== undefined) break
        to -= 1
      }
      if (id === undefined) return [unknown]
      found.push(id)
      from = to
    }
    return found
  }

  return {
    encode: (text, limit) => {
      const found: number[] = []
      for (const word of splitWords(text)) {
        found.push(...piecesOf(word))
        if (found.length >= limit - 2) break
      }
      return [start, ...found.slice(0, limit - 2), end]
    },
    count: (text) => splitWords(text).reduce((sum, word) => sum + piecesOf(word).length, 0),
  }
}

/** Cleaned, lower-case words and single punctuation marks. */
function splitWords(text: string): string[] {
  let clean = ''
  for (const char of text) {
    if (DROPPED.test(char)) continue
    if (WHITESPACE.test(char)) clean += ' '
    else clean += IDEOGRAPH.test(char) ? ` ${char} ` : char
  }
  const words: string[] = []
  let word = ''
  const finish = () => {
    if (word) words.push(word)
    word = ''
  }
  for (const char of clean.normalize('NFD').replace(ACCENT, '')) {
    if (char === ' ') finish()
    else if (PUNCTUATION.test(char)) {
      finish()
      words.push(char)
    } else word += char.toLowerCase()
  }
  finish()
  return words
}
