import 'server-only'

export { networkOf } from './network'
export {
  assertAttempt,
  beginAttempt,
  forgive,
  isFirstMeeting,
  pressureOf,
  takeBack,
} from './throttle'
