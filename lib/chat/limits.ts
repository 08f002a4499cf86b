/** What the browser must know of the limits without loading the schemas they are part of. */
export const MESSAGE_MAX_CHARS = 400_000
export const TITLE_MAX_CHARS = 200
export const INSTRUCTIONS_MAX_CHARS = 8_000
export const SUMMARY_MAX_CHARS = 8_000
