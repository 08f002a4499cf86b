import Link from 'next/link'

/** Above what a guest sees: what it means to be one. */
export function GuestNotice() {
  return (
    <p className="border-b bg-surface-sunken px-4 py-2 text-center text-ink-muted text-sm">
      You are a guest: what you say is kept for a week after your last visit.{' '}
      <Link href="/sign-up" className="text-accent underline underline-offset-2">
        Create an account
      </Link>{' '}
      to keep it.
    </p>
  )
}
