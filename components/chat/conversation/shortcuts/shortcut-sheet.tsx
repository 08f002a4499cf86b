'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'

const ShortcutDialog = dynamic(() => import('./shortcut-dialog').then((module) => module.ShortcutDialog))

/** The list of keys, loaded when it is first asked for. */
export function ShortcutSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  return wasOpen ? <ShortcutDialog open={open} onOpenChange={onOpenChange} /> : null
}
