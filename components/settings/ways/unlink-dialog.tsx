'use client'

import { useState } from 'react'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import type { IdentityDto } from '@/lib/ways/schema'

/** Asks before a way to sign in goes. */
export function UnlinkDialog({
  identity,
  pending,
  onCancel,
  onConfirm,
}: {
  identity: IdentityDto | null
  pending: boolean
  onCancel: () => void
  onConfirm: (identity: IdentityDto) => void
}) {
  // Its words stay while it closes.
  const [last, setLast] = useState(identity)
  if (identity && identity !== last) setLast(identity)
  const name = last?.provider.name ?? ''
  return (
    <AlertDialog
      open={identity !== null}
      onOpenChange={(open) => !open && onCancel()}
      title={`Unlink ${name}?`}
      description={`${name} will not open your account any more. You can link it again at any time.`}
      confirm="Unlink"
      pending={pending}
      onConfirm={() => identity && onConfirm(identity)}
    />
  )
}
