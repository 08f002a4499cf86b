import Link from 'next/link'
import type { BillingNotice } from '@/lib/billing/schema'

/** Above what somebody sees whose payment failed, or whose team has more members than seats. */
export function BillingBanner({ text, help }: BillingNotice) {
  return (
    <p role="status" className="border-b bg-warning-soft px-4 py-2 text-center">
      {text}{' '}
      {help && (
        <Link href="/settings/billing" className="underline underline-offset-2">
          {help}
        </Link>
      )}
    </p>
  )
}
