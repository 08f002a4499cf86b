'use client'

import { Search } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import { Tooltip } from '@/components/ui/overlay/tooltip'
import { showPalette } from './palette-store'

const SHORTCUT = 'Ctrl K'

/** The place in the rail that opens the palette. */
export function SearchEntry({ collapsed, onOpen }: { collapsed: boolean; onOpen: (() => void) | undefined }) {
  function open() {
    onOpen?.()
    showPalette(true)
  }
  const button = (
    <button
      type="button"
      onClick={open}
      aria-label={collapsed ? 'Search' : undefined}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      className={cn(
        'group mx-2 mb-1 flex h-10 items-center gap-2.5 rounded-control px-2.5 text-start transition-colors hover:bg-ink/6 pointer-coarse:h-11',
        collapsed && 'justify-center px-0',
      )}
    >
      <Search aria-hidden className="size-4.5 shrink-0 text-ink-muted" />
      {!collapsed && (
        <>
          Search
          <Kbd className="ms-auto border-transparent opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
            <span aria-hidden>{SHORTCUT}</span>
          </Kbd>
        </>
      )}
    </button>
  )
  if (!collapsed) return button
  return (
    <Tooltip label="Search" shortcut={SHORTCUT} side="right">
      {button}
    </Tooltip>
  )
}
