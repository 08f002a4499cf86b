'use client'

import { agree } from '@/lib/consents/actions'
import type { Agreement } from '@/lib/consents/schema'
import { DecideOrLeave } from './decide-or-leave'

/** Agreeing to what was read, or leaving. */
export function AgreeForm({ read }: { read: Agreement }) {
  return <DecideOrLeave label="I agree" decide={() => agree(read)} outside="/sign-in" />
}
