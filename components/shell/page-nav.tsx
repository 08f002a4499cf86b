'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'

export type NavPage = { href: string; label: string }

/** On a phone the row is longer than the screen. */
function bringIntoView(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/** Pages that belong together, as a row of links. */
export function PageNav({ label, pages }: { label: string; pages: readonly NavPage[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className="flex min-w-0 gap-1 overflow-x-auto">
      {pages.map(({ href, label: name }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
            ref={isHere ? bringIntoView : null}
            aria-current={isHere ? 'page' : undefined}
            className={cn(
              'flex h-8 items-center whitespace-nowrap rounded-control px-3 transition-colors hover:text-ink pointer-coarse:h-11',
              isHere ? 'bg-ink/6 font-medium text-ink' : 'text-ink-muted hover:bg-ink/4',
            )}
          >
            {name}
          </Link>
        )
      })}
    </nav>
  )
}
