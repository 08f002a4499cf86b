/** What the browser must know of memory without loading the schemas. */

/** `keep`: what is found is kept at once; `ask`: only after the person's yes; `off`: nothing is found and nothing is used. */
export const MODES = ['keep', 'ask', 'off'] as const
export type Mode = (typeof MODES)[number]

export const CATEGORIES = {
  self: 'About you',
  people: 'People and animals',
  work: 'Work and learning',
  places: 'Places',
  tastes: 'Likes and dislikes',
  plans: 'Plans and goals',
  other: 'Other',
} as const
export type Category = keyof typeof CATEGORIES

export const MEMORY_MAX_CHARS = 400
export const MEMORIES_MAX = 3_000
export const MEMORY_FILE_MAX_BYTES = 4 * 1024 * 1024
/** How long a memory may be chosen to last, in days. */
export const LIFETIMES = [7, 30, 90, 365] as const
/** How long a note of a conversation may be chosen to last, in hours. */
export const NOTE_HOURS = [1, 24, 72, 168] as const
export const USUAL_NOTE_HOURS = 24
export const NOTES_MAX = 50
