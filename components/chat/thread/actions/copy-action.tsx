'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'

const labels = { idle: 'Copy', copied: 'Copied', refused: 'Could not copy' }

/** Copies a message and says so for two seconds, where it happened. */
export function CopyAction({ text }: { text: string }) {
  const [state, setState] = useState<keyof typeof labels>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState('refused')
    }
  }

  return (
    <>
      <IconButton label={labels[state]} size="sm" data-key="c" onClick={copy}>
        {state === 'copied' ? <Check /> : <Copy />}
      </IconButton>
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : labels[state]}
      </span>
    </>
  )
}
