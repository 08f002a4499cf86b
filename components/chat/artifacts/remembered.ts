import { attemptStorage } from '@/components/ui/attempt-storage'
import type { ArtifactRef } from './find-artifacts'

/** Which artifact is open in a conversation, so that a reload shows it again. */
const KEY = 'numina:artifact:'
/** Set while a preview starts: if it never gets further, it is not started by itself again. */
const STARTING = 'numina:preview-starting'

/** Where storage is blocked, nothing is remembered. */
const attempt = <T>(work: (storage: Storage) => T) => attemptStorage('session', work)

export function rememberArtifact(conversationId: string, { messageId, ordinal }: ArtifactRef): void {
  attempt((storage) => storage.setItem(KEY + conversationId, `${messageId} ${ordinal}`))
}

export function forgetArtifact(conversationId: string): void {
  attempt((storage) => storage.removeItem(KEY + conversationId))
}

export function rememberedArtifact(conversationId: string): ArtifactRef | null {
  const [, messageId, ordinal] =
    /^(\S+) (\d+)$/.exec(attempt((s) => s.getItem(KEY + conversationId)) ?? '') ?? []
  return messageId ? { messageId, ordinal: Number(ordinal) } : null
}

export function noteStarting(starting: boolean): void {
  attempt((storage) => (starting ? storage.setItem(STARTING, 'yes') : storage.removeItem(STARTING)))
}

/** Whether the last preview of this tab froze the page before it was shown. */
export function lastNeverStarted(): boolean {
  return attempt((storage) => storage.getItem(STARTING)) !== null
}
