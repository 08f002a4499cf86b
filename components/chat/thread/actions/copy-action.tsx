'use client'

import { Check, Copy } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { useCopy } from '@/components/ui/use-copy'

const labels = { idle: 'Copy', copied: 'Copied', refused: 'Could not copy' }

/** Copies a message and says so for two seconds, where it happened. */
export function CopyAction({ text }: { text: string }) {
  const [state, copy] = useCopy(text)
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
