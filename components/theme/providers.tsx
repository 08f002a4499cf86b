'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import { TooltipProvider } from '@/components/ui/overlay/tooltip'
import { adoptStyleNonce } from './style-nonce'

// With a boundary of its own: without one the whole page would hold back what is typed until this has come.
const Toaster = dynamic(
  () => orNothing(import('@/components/ui/overlay/toaster').then((module) => module.Toaster)),
  { loading: Nothing },
)

const subscribeToNothing = () => () => undefined

/**
 * What the primitives need around the whole page. Notifications come once the page works; the place for them carries a style
 * attribute, which the content security policy refuses in markup.
 */
export function Providers({ children }: { children: ReactNode }) {
  const works = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  useEffect(adoptStyleNonce, [])
  return (
    <TooltipProvider>
      {children}
      {works && <Toaster />}
    </TooltipProvider>
  )
}
