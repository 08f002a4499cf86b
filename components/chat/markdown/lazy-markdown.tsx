'use client'

import { type ComponentProps, lazy, Suspense } from 'react'
import type { Markdown } from './markdown'

const load = () => import('./markdown')
const Loaded = lazy(() => load().then((module) => ({ default: module.Markdown })))

/** Fetches what draws Markdown, before the first reply needs it. */
export function preloadMarkdown(): void {
  // Without a connection it is asked for again when it is needed.
  load().catch(() => undefined)
}

/**
 * Markdown whose code comes after the page: the field can be used before it. A page from the server shows the words as they are drawn; a
 * window that draws its first ones shows them plain until then.
 */
export function LazyMarkdown(props: ComponentProps<typeof Markdown>) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{props.text}</p>}>
      <Loaded {...props} />
    </Suspense>
  )
}
