import 'server-only'

export { checkSecondFactor, needsSecondFactor, trustThisDevice } from './check-second-factor'
export { getFactorState } from './manage-factor'
export { factorData } from './personal-data'
