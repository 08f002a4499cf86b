'use client'

import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { Palette } from '@/components/palette/palette'
import { later } from '@/components/ui/later'
import { orNothing } from '@/components/ui/or-nothing'
import type { Person } from './person'
import { Rail } from './rail'
import type { RailPreferences } from './rail-preferences'
import { SheetContext } from './sheet-context'
import { SkipLink } from './skip-link'
import { useRail } from './use-rail'
import { useShortcuts } from './use-shortcuts'

const Sheet = later(() => import('@/components/ui/overlay/sheet').then((module) => module.Sheet))
/** Comes once the page works. */
const ConnectionBanner = dynamic(
  () => orNothing(import('./connection-banner').then((module) => module.ConnectionBanner)),
  { ssr: false },
)

/**
 * The signed-in frame: the rail beside the page, or behind a button of the page's `TopBar` on narrow screens.
 * `conversations` fills the rail's middle. `children` come inside the page's <main>.
 */
export function AppShell({
  person,
  initialRail,
  conversations,
  children,
}: {
  person: Person
  initialRail: RailPreferences
  conversations: ReactNode
  children: ReactNode
}) {
  const rail = useRail(initialRail)
  const [sheetOpen, setSheetOpen] = useState(false)
  const pathname = usePathname()
  const [lastPathname, setLastPathname] = useState(pathname)
  useShortcuts()
  useEffect(() => {
    if (window.matchMedia('(max-width: 767px)').matches) Sheet.preload()
  }, [])

  // Whatever link led away, the drawer has done its work.
  if (pathname !== lastPathname) {
    setLastPathname(pathname)
    setSheetOpen(false)
  }

  return (
    <SheetContext value={{ open: () => setSheetOpen(true), close: () => setSheetOpen(false) }}>
      <SkipLink />
      <Palette />
      <div className="flex h-dvh flex-col">
        <ConnectionBanner />
        <div data-rail-width={rail.width} className="flex min-h-0 flex-1">
          <Rail person={person} rail={rail}>
            {conversations}
          </Rail>
          <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title="Menu">
            <Rail person={person} onClose={() => setSheetOpen(false)}>
              {conversations}
            </Rail>
          </Sheet>
          <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
            {children}
          </main>
        </div>
      </div>
    </SheetContext>
  )
}
