'use client'

import { verifyByLink } from '@/lib/accounts/actions'
import { LinkAction } from './link-action'

export function VerifyLink({ token }: { token: string }) {
  return (
    <LinkAction
      action={() => verifyByLink({ token })}
      label="Confirm this address"
      say={() => 'Thank you. Your address is confirmed.'}
      next={{ href: '/chat', label: 'Go to your conversations' }}
    />
  )
}
