/** What the browser must know without loading the schemas it is part of. */
export const QUOTE_SEATS_MAX = 100_000
export const NEEDS_MAX = 2_000
export const REACH_MAX = 200
export const ANSWER_MAX = 4_000
