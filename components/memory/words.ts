import { CATEGORIES } from '@/lib/memory/limits'
import type { MemoryDto, MemoryScope, MemoryView } from '@/lib/memory/schema'

export type Places = Pick<MemoryView, 'folders' | 'assistants'>

export const MODE_OPTIONS = [
  { value: 'keep', label: 'Keep' },
  { value: 'ask', label: 'Ask me first' },
  { value: 'off', label: 'Off' },
] as const

export const plural = (count: number, thing: string, things = `${thing}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? thing : things}`

/** How long a note may live. */
export const hoursLabel = (hours: number) => (hours < 24 ? plural(hours, 'hour') : plural(hours / 24, 'day'))

/** Where a memory counts, when not everywhere. */
function placeLabel(scope: MemoryScope, { folders, assistants }: Places): string | null {
  if (scope.kind === 'me') return null
  const named = (scope.kind === 'folder' ? folders : assistants).find(({ id }) => id === scope.id)?.name
  if (scope.kind === 'folder') return named ? `Only in ${named}` : 'Only in a folder that is gone'
  return named ? `Only with ${named}` : 'Only with an assistant that is gone'
}

/** What else there is to say of a memory, in one line. */
export function factsOf(memory: MemoryDto, places: Places, day: (iso: string) => string): string[] {
  const { category, origin, createdAt, expiresAt, scope, history } = memory
  const last = history.at(-1)
  return [
    CATEGORIES[category],
    placeLabel(scope, places),
    origin === 'chat' ? `Since ${day(createdAt)}` : null,
    origin === 'you' ? `Added by you on ${day(createdAt)}` : null,
    origin === 'file' ? `Imported on ${day(createdAt)}` : null,
    last ? `Before ${day(last.until)}: ${last.text}` : null,
    expiresAt ? `Until ${day(expiresAt)}` : null,
  ].filter((fact) => fact !== null)
}
