/** Fewer lines are read where they stand. */
const LEAST_LINES = 15
/** What can be shown as more than its source, by the names models give it. */
const DOCUMENTS: Record<string, 'html' | 'svg' | 'mermaid' | 'markdown'> = {
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  svg: 'svg',
  mermaid: 'mermaid',
  mmd: 'mermaid',
  markdown: 'markdown',
  md: 'markdown',
}

export type Kind = 'html' | 'svg' | 'mermaid' | 'markdown' | 'code'

/**
 * @param info the first word after a fence: a language, perhaps with a file name behind a colon
 * @returns what a block of code is, besides code
 */
export function kindOf(info: string, code: string): Kind {
  const language = info.toLowerCase().split(':', 1)[0] ?? ''
  const kind = Object.hasOwn(DOCUMENTS, language) ? DOCUMENTS[language] : undefined
  if (!kind && /^(xml)?$/.test(language) && /^\s*(?:<\?xml[^>]*>\s*)?<svg[\s>]/.test(code)) return 'svg'
  return kind ?? 'code'
}

/** Whether a block of code is better read beside the chat than in it. */
export function isWorthOpening(info: string, code: string): boolean {
  return kindOf(info, code) !== 'code' || lineCount(code) >= LEAST_LINES
}

function lineCount(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1 && count < LEAST_LINES; at = text.indexOf('\n', at + 1))
    count += 1
  return count
}
