'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useSidePanel } from '@/components/shell/side-panel'
import { later } from '@/components/ui/later'
import type { ConversationSession } from '../session/conversation-session'
import { ArtifactsContext, PANEL, type Wanted } from './context'
import { forgetArtifact, rememberedArtifact } from './remembered'

const ArtifactPanel = later(() => import('./artifact-panel').then((module) => module.default))

/** Lets blocks of code open beside the chat. The panel itself is loaded when it is first opened. */
export function Artifacts({ session, children }: { session: ConversationSession; children: ReactNode }) {
  const { isOpen, open, close } = useSidePanel(PANEL)
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
      {isOpen && wanted && <ArtifactPanel session={session} wanted={wanted} onClose={close} />}
    </ArtifactsContext>
  )
}
