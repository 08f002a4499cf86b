/** Between what is typed and each text that was pasted, where both are kept as one draft. Nobody types it. */
const JOINT = '\u001e'

/** Pasted text above either of these folds into a card. */
const LONG_CHARS = 4_000
const LONG_LINES = 60

export function isLong(text: string): boolean {
  if (text.length > LONG_CHARS) return true
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1
  return lines > LONG_LINES
}

/** @returns pasted text as it is kept: lines end as everywhere, and nothing in it looks like our joint */
export function cleanPaste(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(JOINT, '')
}

/** What is typed and what was pasted, as one draft. */
export function joinDraft(typed: string, pasted: readonly string[]): string {
  return [typed, ...pasted].join(JOINT)
}

export function splitDraft(draft: string): { typed: string; pasted: string[] } {
  const [typed = '', ...pasted] = draft.split(JOINT)
  return { typed, pasted }
}

/** @returns the message that is sent: what is typed, then what was pasted, in order */
export function toMessage(typed: string, pasted: readonly string[]): string {
  const parts = typed.trim() === '' ? pasted : [typed, ...pasted]
  return pasted.length === 0 ? typed : parts.join('\n\n')
}
