import 'server-only'

export { throttleData } from './personal-data'
export {
  assertAttempt,
  beginAttempt,
  forgetMeeting,
  forgive,
  isFirstMeeting,
  pressureOf,
  takeBack,
} from './throttle'
