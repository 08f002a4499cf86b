import 'server-only'
import type { JobHandler } from '@/lib/jobs/server'
import { EMBED_JOB, embedMemories } from './recall/embed-job'

export { exportMemories } from './files/export'
export { importMemories } from './files/import'
export { forgetDeleted, purgeForgotten, restoreDeleted } from './forget/forget'
export { listMemories, readMemory, readUsed } from './keep/read-memories'
export { purgeNotes, purgeNotesOf } from './notes/data'
export { getConversationMemory } from './notes/of-conversation'
export { memoryData } from './personal-data'
export { propose } from './propose/propose'
export { type Recalled, recall } from './recall/recall'
export { getMemoryState, settingAtHand } from './settings/manage-settings'

/** The jobs of this domain by kind. */
export const memoryJobs: Record<string, JobHandler> = { [EMBED_JOB]: embedMemories }
