/** The most messages somebody can allow themselves; whoever wants more needs no limit of their own. */
export const CAP_MAX = 1_000_000
