'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { showPalette, usePaletteOpen } from './palette-store'

const PaletteDialog = dynamic(() => import('./palette-dialog').then((module) => module.PaletteDialog), {
  ssr: false,
})

/** Search, go to, act: opened by Cmd or Ctrl and K. Its code comes when it is first wanted. */
export function Palette() {
  const open = usePaletteOpen()
  const [wanted, setWanted] = useState(open)
  if (open && !wanted) setWanted(true)

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

  return wanted ? <PaletteDialog open={open} onOpenChange={showPalette} /> : null
}
