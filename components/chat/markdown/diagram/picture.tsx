'use client'

import { useEffect, useState } from 'react'
import { useTheme } from '@/components/theme/use-appearance'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { drawDiagram, drawnBefore, isToBeDrawn } from './draw-diagram'

/** @returns what became of a diagram in the colours of the theme: null while it is being drawn */
export function useDrawing(source: string) {
  const theme = useTheme()
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark)
  const [, setDrawn] = useState(0)

  useEffect(() => {
    let wanted = true
    if (isToBeDrawn(source, dark)) {
      void drawDiagram(source, dark).then(() => wanted && setDrawn((count) => count + 1))
    }
    return () => {
      wanted = false
    }
  }, [source, dark])

  // While the theme changes, the other theme's picture is better than none.
  return drawnBefore(source, dark) ?? drawnBefore(source, !dark)
}

/** @returns what a diagram is called when it does not say so itself: the kind that its first word names */
function kindOf(source: string): string {
  const word = /^\s*(?:---[\s\S]*?---\s*)?(?:%%.*\n\s*)*([a-zA-Z]+)/.exec(source)?.[1] ?? ''
  const words = word.replace(/^graph$/, 'flowchart').replace(/Diagram$/, '')
  return `${words.charAt(0).toUpperCase()}${words
    .slice(1)
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()} diagram`.trim()
}

/** The picture of a diagram. */
export function Picture({
  source,
  drawing,
  className,
}: {
  source: string
  drawing: { src: string; width: number; height: number; alt: string }
  className?: string
}) {
  const { src, width, height, alt } = drawing
  return (
    // biome-ignore lint/performance/noImgElement: drawn here and now, there is nothing to optimise.
    <img
      src={src}
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      alt={alt || `${kindOf(source)}; its source has the words`}
      className={className}
    />
  )
}
