'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Provider } from '@/lib/ways/schema'
import { leaveFor } from './leave-for'

/** One button a provider that the operator has set up. `again`: to show once more who is there. */
export function ProviderButtons({
  providers,
  callbackUrl,
  again = false,
}: {
  providers: readonly Provider[]
  callbackUrl: string
  again?: boolean
}) {
  const [leaving, setLeaving] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)

  async function leave(id: string) {
    setLeaving(id)
    setFailed(false)
    if (await leaveFor(id, callbackUrl, again)) return
    setLeaving(null)
    setFailed(true)
  }

  return (
    <>
      {providers.map(({ id, name }) => (
        <Button key={id} loading={leaving === id} onClick={() => leave(id)}>
          Continue with {name}
        </Button>
      ))}
      {failed && (
        <Notice tone="danger" live>
          Numina could not be reached. Check the connection and try again.
        </Notice>
      )}
    </>
  )
}
