'use client'

import { PanelLeft, SquarePen, X } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, use } from 'react'
import { SearchEntry } from '@/components/palette/search-entry'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { Mark } from '@/components/ui/mark'
import { Tooltip } from '@/components/ui/overlay/tooltip'
import type { Person } from './person'
import { ProfileMenu } from './profile-menu'
import { RailResizer } from './rail-resizer'
import { SheetContext } from './sheet-context'
import type { useRail } from './use-rail'

type RailProps = {
  person: Person
  /** The rail beside the page; without it, this is the drawer of narrow screens. */
  rail?: ReturnType<typeof useRail>
  onClose?: () => void
  children: ReactNode
}

/** Mark, new chat, conversations, profile. */
export function Rail({ person, rail, onClose, children }: RailProps) {
  const collapsed = rail?.collapsed ?? false
  const Frame = rail ? 'aside' : 'div'
  return (
    <Frame
      aria-label={rail && 'Side bar'}
      className={cn(
        'relative flex min-h-0 flex-col bg-surface-sunken',
        rail ? 'hidden shrink-0 border-e md:flex' : 'flex-1 pt-safe-0 pb-safe-0',
        rail && (collapsed ? 'w-14' : 'w-(--rail-width)'),
      )}
    >
      <RailHead collapsed={collapsed} rail={rail} onClose={onClose} />
      <nav aria-label="Conversations" className="flex min-h-0 flex-1 flex-col">
        <NewChat collapsed={collapsed} />
        <SearchEntry collapsed={collapsed} onOpen={onClose} />
        <div className={cn('min-h-0 flex-1 overflow-y-auto', collapsed && 'hidden')}>{children}</div>
      </nav>
      <div className="p-2">
        <ProfileMenu person={person} collapsed={collapsed} />
      </div>
      {rail && !collapsed && <RailResizer width={rail.width} onResize={rail.resize} />}
    </Frame>
  )
}

function RailHead({
  collapsed,
  rail,
  onClose,
}: {
  collapsed: boolean
  rail: ReturnType<typeof useRail> | undefined
  onClose: (() => void) | undefined
}) {
  return (
    <div className={cn('flex h-12 shrink-0 items-center px-2', !collapsed && 'justify-between ps-4')}>
      {!collapsed && (
        <Link href="/chat" className="flex items-center gap-2 rounded-md font-medium text-base">
          <Mark />
          Numina
        </Link>
      )}
      {rail && (
        <IconButton
          label={collapsed ? 'Show the side bar' : 'Hide the side bar'}
          aria-expanded={!collapsed}
          tooltipSide="right"
          size="lg"
          onClick={() => rail.setCollapsed(!collapsed)}
        >
          <PanelLeft />
        </IconButton>
      )}
      {onClose && (
        <IconButton label="Close the menu" size="lg" onClick={onClose}>
          <X />
        </IconButton>
      )}
    </div>
  )
}

const SHORTCUT = 'Ctrl ⇧ O'

function NewChat({ collapsed }: { collapsed: boolean }) {
  const { close } = use(SheetContext)
  const link = (
    <Link
      href="/chat"
      onClick={close}
      aria-label={collapsed ? 'New chat' : undefined}
      aria-keyshortcuts="Control+Shift+O Meta+Shift+O"
      className={cn(
        'group mx-2 mb-1 flex h-10 items-center gap-2.5 rounded-control px-2.5 transition-colors hover:bg-ink/6 pointer-coarse:h-11',
        collapsed && 'justify-center px-0',
      )}
    >
      <SquarePen aria-hidden className="size-4.5 shrink-0 text-ink-muted" />
      {!collapsed && (
        <>
          New chat
          <Kbd className="ms-auto border-transparent opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
            <span aria-hidden>{SHORTCUT}</span>
          </Kbd>
        </>
      )}
    </Link>
  )
  if (!collapsed) return link
  return (
    <Tooltip label="New chat" shortcut={SHORTCUT} side="right">
      {link}
    </Tooltip>
  )
}
