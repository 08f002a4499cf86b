/** Teams a person owns at once. */
export const MOST_TEAMS = 10
export const TEAM_NAME_MAX_CHARS = 60
