import Link from 'next/link'
import { cn } from '@/components/ui/cn'

const PAGES = [
  { href: '/terms', label: 'Terms' },
  { href: '/privacy', label: 'Privacy' },
  { href: '/cookies', label: 'Cookies' },
]

/** The pages of the operator, at the foot of others. */
export function LegalLinks({ className }: { className?: string }) {
  return (
    <footer>
      <nav aria-label="Legal" className={cn('flex flex-wrap gap-x-4 gap-y-1 text-ink-muted', className)}>
        {PAGES.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            className="flex items-center rounded-sm underline-offset-2 hover:text-ink hover:underline pointer-coarse:min-h-11"
          >
            {label}
          </Link>
        ))}
      </nav>
    </footer>
  )
}

/** What creating an account means. */
export function AgreeNote({ lead }: { lead: string }) {
  const look = 'text-accent underline underline-offset-2'
  return (
    <p className="text-ink-muted">
      {lead} you agree to the{' '}
      <Link href="/terms" className={look}>
        terms
      </Link>{' '}
      and say that you have read the page on{' '}
      <Link href="/privacy" className={look}>
        privacy
      </Link>
      .
    </p>
  )
}
