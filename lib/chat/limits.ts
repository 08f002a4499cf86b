/** What the browser must know of the limits without loading the schemas they are part of. */
export const MESSAGE_MAX_CHARS = 400_000
export const TITLE_MAX_CHARS = 200
export const INSTRUCTIONS_MAX_CHARS = 8_000
export const SUMMARY_MAX_CHARS = 8_000
/** How much Markdown the server draws for one page: up to a second of its time where it is dense. */
export const MARKDOWN_AT_ONCE_CHARS = 24_000
/** A longer text is read as it was written: drawing it would hold up the browser, too. */
export const MARKDOWN_MAX_CHARS = 100_000
/** How a conversation can be marked. */
export const COLOURS = ['rose', 'amber', 'green', 'blue', 'violet', 'pink'] as const
/** What a temporary conversation can bring along, which the server does not know: newest messages first. */
export const TEMPORARY_MAX_MESSAGES = 400
export const TEMPORARY_MAX_CHARS = 1_500_000
