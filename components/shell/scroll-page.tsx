'use client'

import { type ReactNode, useState } from 'react'
import { TopBar } from './top-bar'

/** A page of the shell that scrolls under its bar as a whole. `bar` stands in the bar. */
export function ScrollPage({ bar, children }: { bar: ReactNode; children: ReactNode }) {
  const [scrolled, setScrolled] = useState(false)
  return (
    <>
      <TopBar raised={scrolled}>{bar}</TopBar>
      <div
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 0)}
        className="@container min-h-0 flex-1 overflow-y-auto px-safe-5"
      >
        {children}
      </div>
    </>
  )
}
