'use client'

import type { KeyboardEvent, PointerEvent } from 'react'
import { RAIL_MAX, RAIL_MIN, RAIL_STEP } from './rail-preferences'

/** The edge between the rail and the page: dragged, or moved by the arrow keys. */
export function RailResizer({ width, onResize }: { width: number; onResize: (px: number) => void }) {
  function drag(event: PointerEvent<HTMLDivElement>) {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(event.clientX)
  }

  function press(event: KeyboardEvent) {
    const targets: Record<string, number> = {
      ArrowLeft: width - RAIL_STEP,
      ArrowRight: width + RAIL_STEP,
      Home: RAIL_MIN,
      End: RAIL_MAX,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    onResize(target)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and moved; this is the window splitter pattern.
    <div
      role="separator"
      aria-label="Width of the side bar"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={RAIL_MIN}
      aria-valuemax={RAIL_MAX}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
      className="absolute inset-y-0 -end-1 z-10 w-2 cursor-col-resize touch-none outline-none after:absolute after:inset-y-0 after:start-1/2 after:w-0.5 after:-translate-x-1/2 after:transition-colors hover:after:bg-line-strong focus-visible:after:bg-accent active:after:bg-accent"
    />
  )
}
