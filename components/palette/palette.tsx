'use client'

import { useEffect } from 'react'
import { later } from '@/components/ui/later'
import { showPalette, usePaletteOpen } from './palette-store'

const PaletteDialog = later(() => import('./palette-dialog').then((module) => module.PaletteDialog))

/** Search, go to, act: opened by Cmd or Ctrl and K. Its code comes when it is first wanted. */
export function Palette() {
  const open = usePaletteOpen()

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isOurs =
        (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.code === 'KeyK'
      if (!isOurs || event.repeat) return
      event.preventDefault()
      showPalette(true)
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
      showPalette(false)
    }
  }, [])

  return <PaletteDialog open={open} onOpenChange={showPalette} />
}
