import Link from 'next/link'

/** Above what somebody sees whose payment failed. */
export function BillingBanner({ text }: { text: string }) {
  return (
    <p role="status" className="border-b bg-warning-soft px-4 py-2 text-center">
      {text}{' '}
      <Link href="/settings/billing" className="underline underline-offset-2">
        See billing
      </Link>
    </p>
  )
}
