import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'

/** The way through a long shared conversation. */
export function SharedPages({ token, page, pages }: { token: string; page: number; pages: number }) {
  if (pages <= 1) return null
  const address = (to: number) => (to === 1 ? `/s/${token}` : `/s/${token}?page=${to}`)
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      {page > 1 ? (
        <Link href={address(page - 1)} rel="prev" className={buttonStyles()}>
          Earlier
        </Link>
      ) : (
        <span />
      )}
      <p className="text-ink-muted tabular-nums">
        Page {page} of {pages}
      </p>
      {page < pages ? (
        <Link href={address(page + 1)} rel="next" className={buttonStyles()}>
          Later
        </Link>
      ) : (
        <span />
      )}
    </nav>
  )
}
