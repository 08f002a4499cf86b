'use client'

import { useEffect, useState } from 'react'

/** Copies `text`. @returns how it came out, for two seconds, and the function that copies */
export function useCopy(text: string): [state: 'idle' | 'copied' | 'refused', copy: () => Promise<void>] {
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

  return [state, copy]
}
