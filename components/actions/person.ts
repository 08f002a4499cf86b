import { attemptStorage } from '@/components/ui/attempt-storage'
import { PERSON_HEADER } from '@/lib/core/person-header'

const STORED = 'numina:person'

let personId: string | null = null

/** Remembers whose page this is, and tells the other pages of this browser. */
export function setPerson(id: string): void {
  personId = id
  attemptStorage('local', (storage) => storage.setItem(STORED, id))
}

/** @returns the headers with whose page it is: a request that would be made in somebody else's name is refused */
export function ownHeaders(headers: Record<string, string> = {}): Record<string, string> {
  return personId ? { ...headers, [PERSON_HEADER]: personId } : headers
}

/** @returns false when a page of somebody else has been opened in this browser since: what this one asks for would be done in their name */
export function isStillOwn(): boolean {
  const latest = attemptStorage('local', (storage) => storage.getItem(STORED))
  return personId === null || latest === null || latest === personId
}
