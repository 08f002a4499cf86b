/** Teams a person owns at once. */
export const MOST_TEAMS = 10
export const TEAM_NAME_MAX_CHARS = 60

/** What somebody can be in a team besides its owner, from the most to the least. */
export const TEAM_ROLES = ['admin', 'member', 'viewer'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]
