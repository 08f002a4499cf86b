'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button'
import type { ButtonLook } from './button-styles'

/** Copies `text` and says so for two seconds, where it happened. */
export function CopyButton({ text, label, ...look }: ButtonLook & { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')

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
    <Button {...look} onClick={copy}>
      {state === 'copied' ? <Check className="size-4" /> : <Copy className="size-4" />}
      <span aria-live="polite">{{ idle: label, copied: 'Copied', refused: 'Could not copy' }[state]}</span>
    </Button>
  )
}
