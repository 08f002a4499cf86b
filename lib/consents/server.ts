import 'server-only'

export { CONSENT_VERSIONS } from './limits'
export { agreeOnJoining, findUnagreed, listConsents } from './manage-consents'
export { consentData } from './personal-data'
