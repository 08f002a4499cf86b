import 'server-only'

export { readDraft, saveDraft } from './keep-draft'
export { draftData } from './personal-data'
