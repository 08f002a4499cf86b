'use client'

import { later } from '@/components/ui/later'

const ShortcutDialog = later(() => import('./shortcut-dialog').then((module) => module.ShortcutDialog))

/** The list of keys, loaded when it is first asked for. */
export function ShortcutSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  return <ShortcutDialog open={open} onOpenChange={onOpenChange} />
}
