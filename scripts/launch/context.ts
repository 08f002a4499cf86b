import type { Failure } from '../lib/failure.ts'
import type { Settings, Variables } from '../lib/settings.ts'
import type { Crew } from './crew.ts'
import type { Report } from './report.ts'

/** What every step of a start works with. */
export type Launch = {
  dev: boolean
  settings: Settings
  /** The environment of the app and its relatives: the user's, with what this start adds. */
  env: Variables
  crew: Crew
  report: Report
  /** Ends everything with an explanation, for what goes wrong after its step was done. */
  giveUp: (why: Failure) => void
}
