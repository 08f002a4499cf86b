/** Teams a person owns at once. */
export const MOST_TEAMS = 10
export const TEAM_NAME_MAX_CHARS = 60

/** What somebody can be in a team besides its owner, from the most to the least. */
export const TEAM_ROLES = ['admin', 'member', 'viewer'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]

/** Addresses that are invited at once. */
export const MOST_INVITED = 20
/** How long what somebody wrote in a team they left is there for their coming back. */
export const KEPT_DAYS = 30
