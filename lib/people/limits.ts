/** What the browser must know without loading the schemas. */
export const REASON_MAX_CHARS = 500

/** Roles that are given; the owner's is handed over (lib/accounts/ending/hand-over.ts). */
export const GIVEN_ROLES = ['user', 'support', 'admin'] as const
export type GivenRole = (typeof GIVEN_ROLES)[number]

export const PEOPLE_FILTERS = ['all', 'managing', 'suspended'] as const
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number]
