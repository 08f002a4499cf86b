/** After how many days a link can end by itself. */
export const EXPIRY_DAYS = [1, 7, 30] as const
/** Messages on one page of a shared conversation, and characters in them. */
export const SHARED_PAGE = 50
export const SHARED_PAGE_CHARS = 100_000
/** Links of a person that work at the same time. */
export const SHARES_MAX = 1_000
