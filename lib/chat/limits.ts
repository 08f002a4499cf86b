/** What the browser must know of the limits without loading the schemas they are part of. */
export const MESSAGE_MAX_CHARS = 400_000
export const TITLE_MAX_CHARS = 200
export const INSTRUCTIONS_MAX_CHARS = 8_000
export const SUMMARY_MAX_CHARS = 8_000
/** How a conversation can be marked. */
export const COLOURS = ['rose', 'amber', 'green', 'blue', 'violet', 'pink'] as const
/** What a temporary conversation can bring along, which the server does not know: newest messages first. */
export const TEMPORARY_MAX_MESSAGES = 400
export const TEMPORARY_MAX_CHARS = 1_500_000
