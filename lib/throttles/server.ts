import 'server-only'

export { networkOf } from './network'
export {
  assertAttempt,
  beginAttempt,
  forgive,
  isFirstMeeting,
  takeBack,
} from './throttle'
