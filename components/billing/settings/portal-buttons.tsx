'use client'

import { useState } from 'react'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { openPortal } from '@/lib/billing/actions'
import type { PortalInput } from '@/lib/billing/schema'

type Wish = PortalInput['wish']

/** The ways into Stripe's portal. */
export function PortalButtons({
  isRunning,
  isEnding,
  onCancel,
}: {
  isRunning: boolean
  isEnding: boolean
  /** What canceling does. */
  onCancel: string
}) {
  const { error, pending, run } = useCall()
  const [wanted, setWanted] = useState<Wish | null>(null)
  const { call, dialog } = useProof()
  const go = (wish: Wish) => {
    setWanted(wish)
    void run(
      () => call(() => openPortal({ wish })),
      ({ url }) => leaveTo(url),
    )
  }
  const button = (wish: Wish, label: string) => (
    <Button key={wish} loading={pending && wanted === wish} onClick={() => go(wish)}>
      {label}
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-3">
        {button('look', isEnding ? 'Keep the plan' : 'Card, address and invoices')}
        {isRunning && !isEnding && button('cancel', 'Cancel plan')}
      </div>
      {isRunning && !isEnding && <p className="text-ink-muted">{onCancel}</p>}
      <p className="text-ink-muted">
        This opens Stripe's page for your workspace, where the card never passes through Numina.
      </p>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {dialog}
    </div>
  )
}
