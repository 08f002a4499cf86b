'use client'

import { undoDeletion } from '@/lib/privacy/actions'
import { DecideOrLeave } from './decide-or-leave'

/** The one thing to do in an account that is being deleted: taking that back. */
export function KeepAccount() {
  return <DecideOrLeave label="Keep my account" decide={() => undoDeletion(undefined)} outside="/" />
}
