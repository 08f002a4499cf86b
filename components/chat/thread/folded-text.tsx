'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'

const LONG = 4_000
const SHOWN = 1_200

/** A long text shows its beginning until it is unfolded: a 200 kB paste costs nothing to scroll past. */
export function FoldedText({ text }: { text: string }) {
  const [open, setOpen] = useState(false)
  if (text.length <= LONG) return text
  return (
    <>
      {open ? text : `${text.slice(0, SHOWN).trimEnd()}…`}
      <Button
        variant="ghost"
        size="sm"
        aria-expanded={open}
        className="-mx-2 mt-2 flex px-2 text-ink-muted"
        onClick={() => setOpen(!open)}
      >
        {open ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
      </Button>
    </>
  )
}
