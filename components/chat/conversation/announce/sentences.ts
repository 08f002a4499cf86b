const END_OF_SENTENCE = /[.!?…。！？](?=["')\]*_]*\s)|\n/g

/**
 * @param from how much of `text` has been read already
 * @returns where the last sentence that is complete ends; `from` when there is no new one. A fence that is open is not complete.
 */
export function completeSentences(text: string, from: number): number {
  const fences = text.match(/^```/gm)?.length ?? 0
  const limit = fences % 2 === 1 ? text.lastIndexOf('```') : text.length
  let end = from
  for (const match of text.slice(from, limit).matchAll(END_OF_SENTENCE))
    end = from + match.index + match[0].length
  return end
}

/** Markdown as one would read it aloud: no marks, code only named. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(```|$)/g, ' Code. ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/^\s*\|?[\s:|-]+\|?\s*$/gm, ' ')
    .replace(/[*_`~|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
