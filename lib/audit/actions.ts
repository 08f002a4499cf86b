'use server'
import { userAction } from '@/lib/http/action'
import * as log from './list-security-events'
import { securityLogInput } from './schema'

export const listSecurityEvents = userAction(
  { name: 'listSecurityEvents', input: securityLogInput, rateLimit: 'write' },
  log.listSecurityEvents,
)
