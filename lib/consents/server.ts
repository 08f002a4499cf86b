import 'server-only'

export { consentData } from './personal-data'
