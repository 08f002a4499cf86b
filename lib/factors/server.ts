import 'server-only'

export { checkPasskeyFactor, checkSecondFactor, trustThisDevice } from './check-second-factor'
export { getFactorState } from './manage-factor'
export { signInByPasskey } from './passkeys/ask-passkey'
export { listPasskeys } from './passkeys/manage-passkeys'
export { factorData } from './personal-data'
export { rotateTotpSecrets } from './rotate-secrets'
export { makeStepChallenge, secondStepOf } from './second-step'
