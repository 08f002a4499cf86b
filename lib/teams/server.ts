import 'server-only'

export { readTeamInvitation } from './invitations/join'
export { teamJobs } from './jobs'
export { teamData } from './personal-data'
export { teamAtHand } from './places'
export { readTeamLog } from './read-log'
export { readTeam } from './read-team'
