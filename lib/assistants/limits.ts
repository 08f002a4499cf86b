/** What the browser must know of the limits without loading the schemas they are part of. */
export const ASSISTANT_NAME_MAX_CHARS = 60
export const ASSISTANT_HANDLE_MAX_CHARS = 32
export const ASSISTANT_DESCRIPTION_MAX_CHARS = 200
export const ASSISTANT_INSTRUCTIONS_MAX_CHARS = 16_000
export const STARTERS_MAX = 6
export const STARTER_MAX_CHARS = 200
export const ASSISTANTS_MAX = 200
