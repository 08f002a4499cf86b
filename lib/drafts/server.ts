import 'server-only'

export { readDraft, saveDraft } from './keep-draft'
