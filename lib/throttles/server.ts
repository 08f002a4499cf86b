import 'server-only'

export { networkOf } from './network'
export {
  assertAttempt,
  beginAttempt,
  forgetMeeting,
  forgive,
  isFirstMeeting,
  pressureOf,
  takeBack,
} from './throttle'
