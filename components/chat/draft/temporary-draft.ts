import type { LocalDraft } from '../session/storage'
import type { DraftServices } from './draft-keeper'

/** The key of what is typed into a temporary conversation. */
export const TEMPORARY_DRAFT = 'temporary'

let kept: LocalDraft = { text: '', base: null, isUnsaved: false }

/** Keeps it in this window alone: neither the browser's storage nor the server hears of it. */
export const temporaryDraft: DraftServices = {
  readLocal: () => kept,
  saveLocal: (_key, draft) => {
    kept = draft
  },
  read: async () => null,
  save: async () => ({ saved: true, draft: null }),
}
