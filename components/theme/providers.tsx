'use client'

import { type ReactNode, useEffect } from 'react'
import { Toaster } from '@/components/ui/overlay/toaster'
import { TooltipProvider } from '@/components/ui/overlay/tooltip'
import { adoptStyleNonce } from './style-nonce'

/** What the primitives need around the whole page. */
export function Providers({ children }: { children: ReactNode }) {
  useEffect(adoptStyleNonce, [])
  return (
    <TooltipProvider>
      {children}
      <Toaster />
    </TooltipProvider>
  )
}
