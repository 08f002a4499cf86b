'use server'
import { userAction } from '@/lib/http/action'
import * as consents from './manage-consents'
import { agreement, consentChange } from './schema'

export const changeConsent = userAction(
  { name: 'changeConsent', input: consentChange, rateLimit: 'write' },
  consents.changeConsent,
)
export const agree = userAction({ name: 'agree', input: agreement, rateLimit: 'write' }, consents.agree)
