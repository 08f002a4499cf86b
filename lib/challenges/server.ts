import 'server-only'

export {
  type Challenge,
  type ChallengeKind,
  createChallenge,
  deleteChallenge,
  findChallenge,
  setChallengeToken,
  takeChallenge,
} from './data'
export { challengeData } from './personal-data'
