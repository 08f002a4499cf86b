import 'server-only'

export { teamAtHand } from './places'
export { readTeam } from './read-team'
