'use client'

import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { parseFormula } from './mark-math'

type Draw = typeof import('./draw-formula').drawFormula

let draw: Draw | null = null
const listeners = new Set<() => void>()

/** KaTeX and its fonts come with the first formula of a visit; formulas after that are drawn before they are seen. */
function loadDraw(): void {
  if (draw) return
  import('./draw-formula')
    .then(({ drawFormula }) => {
      draw = drawFormula
      for (const listener of listeners) listener()
    })
    // Without it the source stays, and can be read.
    .catch(() => undefined)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A formula. Its source is shown until it can be drawn, while it is `open`, and when it is none. */
export function Formula({ source, open = false }: { source: string; open?: boolean }) {
  const box = useRef<HTMLSpanElement>(null)
  const drawer = useSyncExternalStore(
    subscribe,
    () => draw,
    () => null,
  )
  useEffect(loadDraw, [])
  const { tex, display } = parseFormula(source)
  const drawing = useMemo(() => (open || !drawer ? null : drawer(tex, display)), [open, drawer, tex, display])

  useLayoutEffect(() => {
    const { current } = box
    if (!current || !drawing) return
    current.replaceChildren(drawing)
    // What scrolls must be reached by the keyboard.
    if (display && current.scrollWidth > current.clientWidth) current.tabIndex = 0
  }, [drawing, display])

  // Keys, so that React never looks for its text in what KaTeX drew.
  return drawing ? (
    <span key="drawing" ref={box} className="formula" data-display={display || undefined} />
  ) : (
    <code key="source" className="formula-source" data-display={display || undefined}>
      {open ? tex : source}
    </code>
  )
}
