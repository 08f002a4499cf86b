'use client'

import { MessageCircleDashed } from 'lucide-react'
import { useEffect } from 'react'

/** Stands where other conversations have their title, and says what this one is. */
export function TemporaryTitle() {
  useEffect(() => {
    document.title = 'Temporary chat · Numina'
  }, [])
  return (
    <p className="flex min-w-0 flex-1 items-center gap-2">
      <MessageCircleDashed aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="truncate">
        <span className="font-medium text-ink">Temporary</span>
        <span className="hidden sm:inline">: not saved, and gone when you close or reload this page</span>
        <span className="sm:hidden">, not saved</span>
      </span>
    </p>
  )
}
