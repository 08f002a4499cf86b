/** What the browser must know without loading the schemas. */
export const NOTE_MAX_CHARS = 2_000

/** What a reader may say of an answer, besides whether it was good. */
export const REASONS = {
  up: ['correct', 'clear', 'complete', 'tone'],
  down: ['wrong', 'ignored', 'incomplete', 'long', 'unclear', 'refused'],
} as const

/** Why somebody tells those who run the installation of an answer. */
export const REPORT_REASONS = ['harmful', 'illegal', 'private', 'false', 'other'] as const
