'use client'

import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { forgetUnsent } from '@/components/chat/session/storage'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { signOutEverywhere } from '@/lib/accounts/actions'

/** Ends every session of the person, after asking. */
export function SignOutEverywhere() {
  const [open, setOpen] = useState(false)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function confirm() {
    setPending(true)
    setError(null)
    const result = await callAction(() => signOutEverywhere(undefined))
    if (!result.ok) {
      setPending(false)
      setError(result.error.message)
      return
    }
    // Only the cookie is left; without it the session is over just the same.
    await signOut({ redirect: false }).catch(() => undefined)
    forgetUnsent()
    window.location.assign('/sign-in')
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-ink-muted">
        Ends your sessions in every browser and on every device, this one included. Nothing else changes.
      </p>
      <Button onClick={() => setOpen(true)}>Sign out everywhere</Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title="Sign out everywhere?"
        description="You will need your password to come back, here and on every other device."
        confirm="Sign out everywhere"
        tone="primary"
        pending={pending}
        onConfirm={confirm}
      >
        {error && (
          <Notice tone="danger" live>
            {error}
          </Notice>
        )}
      </AlertDialog>
    </div>
  )
}
