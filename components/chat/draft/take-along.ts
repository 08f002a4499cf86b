import { readDraft, readQueue, saveDraft, saveQueue } from '../session/storage'
import { takeEdits } from './edits'
import { leaveWords } from './use-draft'

/**
 * What this browser keeps unsent for a conversation that is gone goes along to a new chat: changed questions, what waits, and the draft.
 * It leaves its old place, so that it goes once.
 *
 * @param typed what stands in the field, when there is one
 */
export function takeAlong(owner: string, id: string, typed = readDraft(owner, id).text): void {
  const waiting = readQueue(owner, id).map(({ text }) => text)
  const words = [...takeEdits({ owner, id }), ...waiting, typed].filter(Boolean).join('\n\n')
  saveQueue(owner, id, [])
  saveDraft(owner, id, { text: '', base: null, isUnsaved: false })
  if (words && !isThere(readDraft(owner, 'new').text, words)) leaveWords(owner, 'new', words)
}

/** Two windows had the same draft, and the other has left first. */
const isThere = (text: string, words: string) => text === words || text.endsWith(`\n\n${words}`)
