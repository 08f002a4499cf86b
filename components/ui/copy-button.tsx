'use client'

import { Check, Copy } from 'lucide-react'
import { Button } from './button'
import type { ButtonLook } from './button-styles'
import { useCopy } from './use-copy'

/** Copies `text` and says so for two seconds, where it happened. */
export function CopyButton({ text, label, ...look }: ButtonLook & { text: string; label: string }) {
  const [state, copy] = useCopy(text)
  return (
    <Button {...look} onClick={copy}>
      {state === 'copied' ? <Check className="size-4" /> : <Copy className="size-4" />}
      <span aria-live="polite">{{ idle: label, copied: 'Copied', refused: 'Could not copy' }[state]}</span>
    </Button>
  )
}
