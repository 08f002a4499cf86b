'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useSidePanel } from '@/components/shell/side-panel'
import { toast } from '@/components/ui/overlay/toast-store'
import type { ConversationSession } from '../session/conversation-session'
import { ArtifactsContext, PANEL, type Wanted } from './context'
import { forgetArtifact, rememberedArtifact } from './remembered'

const ArtifactPanel = dynamic(() => import('./artifact-panel').catch(() => ({ default: NotLoaded })), {
  ssr: false,
})

function NotLoaded() {
  const { close } = useSidePanel(PANEL)
  useEffect(() => {
    toast({ title: 'The panel could not be loaded. Try again when you are connected.', tone: 'danger' })
    close()
  }, [close])
  return null
}

/** Lets blocks of code open beside the chat. The panel itself is loaded when it is first opened. */
export function Artifacts({ session, children }: { session: ConversationSession; children: ReactNode }) {
  const { isOpen, open } = useSidePanel(PANEL)
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const wasOpen = useRef(false)

  const show = useCallback(
    (code: string, info: string) => {
      setWanted({ code, info })
      open()
    },
    [open],
  )

  useEffect(() => {
    const ref = rememberedArtifact(session.id)
    // Where the panel would cover the chat, people want to see the chat first.
    if (!ref || !window.matchMedia('(min-width: 1100px)').matches) return
    setWanted({ ref })
    open({ focus: false })
  }, [session, open])

  useEffect(() => {
    if (wasOpen.current && !isOpen) forgetArtifact(session.id)
    wasOpen.current = isOpen
  }, [isOpen, session])

  return (
    <ArtifactsContext value={show}>
      {children}
      {isOpen && wanted && <ArtifactPanel session={session} wanted={wanted} />}
    </ArtifactsContext>
  )
}
