/** What the browser must know of the limits without loading the schemas they are part of. */
export const SEARCH_MAX_CHARS = 300
