/**
 * Uses the storage of this browser (`local`) or of this tab (`session`). It may be full, blocked or absent: the page goes on without.
 *
 * @returns what `work` does; null where there is no storage
 */
export function attemptStorage<T>(which: 'local' | 'session', work: (storage: Storage) => T): T | null {
  try {
    return work(which === 'local' ? localStorage : sessionStorage)
  } catch {
    return null
  }
}
