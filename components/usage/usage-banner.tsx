'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { onLive } from '@/components/live/listeners'
import type { UsageNotice } from '@/lib/usage/schema'

/** Above what somebody sees who is near a limit of their plan, or at it. It comes while they write, and goes when they like. */
export function UsageBanner({ initial }: { initial: UsageNotice | null }) {
  const pathname = usePathname()
  const [notice, setNotice] = useState(initial)
  useEffect(() => onLive((sign) => sign.kind === 'usage' && setNotice(sign.notice)), [])
  // There the page itself says it.
  if (!notice || pathname === '/settings/usage') return null
  return (
    <div role="status" className="flex items-center border-b bg-warning-soft py-1 ps-4 pe-2">
      <p className="flex-1 text-center">
        {notice.text}{' '}
        <Link href="/settings/usage" className="underline underline-offset-2">
          See usage
        </Link>
      </p>
      <button
        type="button"
        aria-label="Dismiss"
        className="flex size-8 shrink-0 items-center justify-center pointer-coarse:size-11"
        onClick={() => setNotice(null)}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
