import { attemptStorage } from '@/components/ui/attempt-storage'

/** Says that there was a temporary conversation in this tab, and nothing of what was in it. */
const TRACE = 'numina:temporary'

/** Where storage is blocked, a reload has nothing to say. */
const attempt = <T>(work: (storage: Storage) => T) => attemptStorage('session', work)

export function leaveTrace(id: string): void {
  attempt((storage) => storage.setItem(TRACE, id))
}

export function forgetTrace(): void {
  attempt((storage) => storage.removeItem(TRACE))
}

/** @returns whether a temporary conversation was in this tab that is not `id` */
export function hasTrace(id: string): boolean {
  const left = attempt((storage) => storage.getItem(TRACE))
  return typeof left === 'string' && left !== id
}

/** Has the browser ask before the page goes, while there is something to lose. */
export function askBeforeLeaving(hasWords: () => boolean): void {
  window.addEventListener('beforeunload', (event) => {
    if (hasWords()) event.preventDefault()
  })
}
