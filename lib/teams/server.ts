import 'server-only'

export { readTeamInvitation } from './invitations/join'
export { teamJobs } from './jobs'
export { readTeamLog } from './log/read-log'
export { teamData } from './personal-data'
export { readTeam } from './read-team'
export { teamAtHand } from './switching/places'
