'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { buttonStyles } from '@/components/ui/button-styles'
import { listProofs } from '@/lib/ways/actions'
import type { ProofsDto } from '@/lib/ways/schema'
import { withCallback } from '../callback-url'
import { ProviderButtons } from './provider-buttons'

/** Showing once more who one is without a password: by signing in again, which leads back to this page. */
export function OtherProofs({ onKnown }: { onKnown: (hasPassword: boolean) => void }) {
  const here = usePathname()
  const [proofs, setProofs] = useState<ProofsDto | null>(null)

  useEffect(() => {
    let gone = false
    void callAction(() => listProofs(undefined)).then((result) => {
      if (gone || !result.ok) return
      setProofs(result.data)
      onKnown(result.data.hasPassword)
    })
    return () => {
      gone = true
    }
  }, [onKnown])

  if (!proofs || (proofs.hasPassword && proofs.providers.length === 0)) return null
  return (
    <div className="flex flex-col gap-3 pt-4">
      <p className="text-ink-muted">
        {proofs.hasPassword ? 'Or sign in once more;' : 'You have no password. Sign in once more;'} you come
        back here and go on.
      </p>
      <ProviderButtons providers={proofs.providers} callbackUrl={here} again />
      {!proofs.hasPassword && (
        <Link href={withCallback('/sign-in/link', here)} className={buttonStyles()}>
          E-mail me a link
        </Link>
      )}
    </div>
  )
}
