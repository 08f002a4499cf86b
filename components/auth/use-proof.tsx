'use client'

import { type ReactNode, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import type { ErrorBody } from '@/lib/core/errors'
import type { Result } from '@/lib/core/result'
import { ProofDialog } from './proof-dialog'

type Answer<T> = Awaited<ReturnType<typeof callAction<T>>>

/**
 * For actions that need a fresh proof of who is there: calls the action, asks for the proof when the server wants one, and calls again.
 *
 * @returns `call`, answered with the action's result or null when the person turned away; and the dialog to put into the page
 */
export function useProof(): {
  call<T>(action: () => Promise<Result<T>>): Promise<Answer<T> | null>
  dialog: ReactNode
} {
  const [open, setOpen] = useState(false)
  const answer = useRef<(proved: boolean) => void>(() => undefined)

  function settle(proved: boolean) {
    setOpen(false)
    answer.current(proved)
  }

  async function call<T>(action: () => Promise<Result<T>>): Promise<Answer<T> | null> {
    const result = await callAction(action)
    if (result.ok || !needsProof(result.error)) return result
    setOpen(true)
    const proved = await new Promise<boolean>((resolve) => {
      answer.current = resolve
    })
    return proved ? callAction(action) : null
  }

  return { call, dialog: <ProofDialog open={open} onSettle={settle} /> }
}

function needsProof(error: object): boolean {
  return 'code' in error && (error as ErrorBody).code === 'proof_required'
}
