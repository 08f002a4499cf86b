'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'

export const pages = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/models', label: 'Models' },
  { href: '/settings/account', label: 'Account' },
  { href: '/settings/security', label: 'Security' },
  { href: '/settings/shares', label: 'Shared links' },
  { href: '/settings/prompts', label: 'Prompts' },
  { href: '/settings/assistants', label: 'Assistants' },
  { href: '/settings/data', label: 'Your data' },
  { href: '/settings/privacy', label: 'Privacy' },
]

/** Of those who run the installation. */
const INVITATIONS = { href: '/settings/invitations', label: 'Invitations' }

/** On a phone the row is longer than the screen. */
function bringIntoView(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/** The pages of the settings, as a row of links. */
export function SettingsNav({ canInvite }: { canInvite: boolean }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Settings" className="flex min-w-0 gap-1 overflow-x-auto">
      {(canInvite ? [...pages, INVITATIONS] : pages).map(({ href, label }) => {
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
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
