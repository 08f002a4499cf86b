'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as manage from './manage-sessions'
import { sessionRef } from './schema'

export const endSession = userAction(
  { name: 'endSession', input: sessionRef, rateLimit: 'write' },
  manage.endSession,
)
export const endOtherSessions = userAction(
  { name: 'endOtherSessions', input: z.undefined(), rateLimit: 'write' },
  manage.endOtherSessions,
)
