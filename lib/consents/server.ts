import 'server-only'

export { countConsents } from './data'
export { CONSENT_VERSIONS } from './limits'
export { agreeOnJoining, changeConsent, findUnagreed, hasConsented, listConsents } from './manage-consents'
export { consentData } from './personal-data'
