'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as manage from './manage-factor'
import { factorCodeInput } from './schema'

const nothing = z.undefined()

export const offerFactor = userAction(
  { name: 'offerFactor', input: nothing, rateLimit: 'write' },
  manage.offerFactor,
)
export const confirmFactor = userAction(
  { name: 'confirmFactor', input: factorCodeInput, rateLimit: 'write' },
  manage.confirmFactor,
)
export const renewRecoveryCodes = userAction(
  { name: 'renewRecoveryCodes', input: nothing, rateLimit: 'write' },
  manage.renewRecoveryCodes,
)
export const removeFactor = userAction(
  { name: 'removeFactor', input: nothing, rateLimit: 'write' },
  manage.removeFactor,
)
