'use client'

import { useState } from 'react'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { signOutHere } from '@/components/auth/sign-out'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { requestDeletion } from '@/lib/privacy/actions'
import type { DeletionPreview } from '@/lib/privacy/schema'
import { countsOf } from './words'

/** For few people, on a page that is at its budget. */
const HandOver = later(() => import('./hand-over').then((module) => module.HandOver))

/** Ends the account, after saying what that means; or says what has to be handed over before. */
export function DeleteAccount({ preview, until }: { preview: DeletionPreview; until: string }) {
  const { call, dialog } = useProof()
  const [open, setOpen] = useState(false)
  const { error, pending, run } = useCall()
  const { toHandOver, counts, graceDays, isInstanceOwner } = preview
  const isFree = !toHandOver.instance && toHandOver.workspaces.length === 0

  async function confirm() {
    const isClosed = await run(
      () => call(() => requestDeletion(undefined)),
      () => {
        // The server has ended the session; this takes its cookies and what this browser keeps.
        void signOutHere().then(() => leaveTo('/closing'))
        return true
      },
    )
    if (!isClosed) setOpen(false)
  }

  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">
        Your account closes at once: you are signed out everywhere, links you shared lead nowhere, nothing is
        done in the background any more. For {graceDays} days you can sign in and take it back with one click.
        Then everything is erased for good: {countsOf(counts)}, and all else Numina holds of you. You get a
        receipt by mail.
      </p>
      {isInstanceOwner && isFree && (
        <Notice tone="warning">
          You own this Numina and are the only one here. Once your account is erased, whoever signs up next
          owns it.
        </Notice>
      )}
      {!isFree && <HandOver toHandOver={toHandOver} />}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {isFree && (
        <Button variant="danger" onClick={() => setOpen(true)}>
          Delete my account
        </Button>
      )}
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete your account?"
        description={`It closes now and is erased on ${until}. Until then you can take it back by signing in. If you want to keep what is in it, download your data first.`}
        confirm="Delete my account"
        pending={pending}
        onConfirm={confirm}
      />
      {dialog}
    </div>
  )
}
