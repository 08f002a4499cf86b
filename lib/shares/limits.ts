/** After how many days a link can end by itself. */
export const EXPIRY_DAYS = [1, 7, 30] as const
/** Messages on one page of a shared conversation. */
export const SHARED_PAGE = 50
/** Links of a person that work at the same time. */
export const SHARES_MAX = 1_000
