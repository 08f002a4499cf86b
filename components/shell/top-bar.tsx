'use client'

import { Menu } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { SheetContext } from './sheet-context'

/**
 * The quiet bar at the top of every page in the shell. On narrow screens it begins with the button that opens the rail.
 * `raised` draws the hairline once something has scrolled under it.
 */
export function TopBar({
  raised = false,
  className,
  children,
}: {
  raised?: boolean
  className?: string
  children?: ReactNode
}) {
  const { open } = use(SheetContext)
  return (
    <header
      className={cn(
        'top-bar flex min-h-12 shrink-0 items-center gap-2 border-b px-safe-2 pt-safe-0 text-ink-muted transition-colors md:px-safe-4',
        raised ? 'border-line' : 'border-transparent',
        className,
      )}
    >
      <IconButton label="Open the menu" className="md:hidden" onClick={open}>
        <Menu />
      </IconButton>
      {children}
    </header>
  )
}
