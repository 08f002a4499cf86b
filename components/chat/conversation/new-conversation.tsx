'use client'

import { Folder } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AssistantOpening } from '@/components/assistants/assistant-opening'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import type { ProfileDto } from '@/lib/accounts/schema'
import type { FolderDto } from '@/lib/folders/schema'
import type { ConversationSession } from '../session/conversation-session'
import { newSession, openSession, useSessionState } from '../session/sessions'
import { TemporaryOpening } from '../temporary/temporary-opening'
import { openTemporary } from '../temporary/temporary-session'
import type { Reader } from './context'
import { Conversation } from './conversation'
import { Suggestions } from './suggestions'

// `loading` gives it a boundary of its own: the page does not wait for it.
const WelcomeCard = dynamic(
  () => orNothing(import('@/components/welcome/welcome-card').then((module) => module.WelcomeCard)),
  { loading: Nothing },
)

/**
 * The page of a new conversation. It gets its own address with its first message, without a load; so this page may also find itself
 * at the address of a conversation, when the reader comes back to it through the browser's history.
 */
export function NewConversation({
  greeting,
  reader,
  folder,
  welcome,
}: {
  greeting: ReactNode
  reader: Reader
  /** Where it begins; null for outside of folders. */
  folder: FolderDto | null
  /** A newcomer, who is still to be asked a few things. */
  welcome: { profile: ProfileDto; voice: string } | null
}) {
  const pathname = usePathname()
  const idInAddress = /^\/chat\/([0-9a-f]{24})$/.exec(pathname)?.[1] ?? null
  const temporary = useSearchParams().get('temporary') === '1' && !idInAddress
  const address = temporary ? 'temporary' : idInAddress
  const [shown, setShown] = useState(() => ({ address, session: sessionFor(address, reader.owner) }))
  const { session } = shown

  if (shown.address !== address) {
    const next = address === session.id ? session : sessionFor(address, reader.owner)
    setShown({ address, session: next })
  }
  const startNew = () => setShown({ address: null, session: newSession(reader.owner) })
  useAddress(session, address === null, startNew)
  const folderId = folder?.id ?? null
  useEffect(() => session.store.patch({ folderId }), [session, folderId])

  return (
    <Conversation
      key={session.id}
      session={session}
      reader={reader}
      opening={
        <div className="mx-auto flex w-full max-w-reading flex-1 flex-col justify-center gap-8 px-4 py-10">
          {folder && !temporary && (
            <p className="-mb-6 flex items-center gap-2 text-ink-muted">
              {folder.emoji ?? <Folder aria-hidden className="size-4" />}
              <span>
                New chat in <span dir="auto">{folder.name}</span>
              </span>
            </p>
          )}
          <AssistantOpening>
            <h1 className="text-balance font-medium text-2xl tracking-tight">{greeting}</h1>
            {temporary && <TemporaryOpening id={session.id} />}
            <Suggestions onChoose={(text) => session.send(text)} />
          </AssistantOpening>
          {welcome && !temporary && <WelcomeCard {...welcome} />}
        </div>
      }
    />
  )
}

function sessionFor(address: string | null, owner: string): ConversationSession {
  if (address === 'temporary') return openTemporary()
  return address ? openSession(address, null, owner) : newSession(owner)
}

/**
 * Gives the conversation its address once the server knows it.
 *
 * @param isUnaddressed the router knows of no address yet
 * @param onLeave a new chat was asked for before the router had learnt of the address: to it, nothing has changed since
 */
function useAddress(session: ConversationSession, isUnaddressed: boolean, onLeave: () => void): void {
  const phase = useSessionState(session, (state) => state.phase)
  const given = useRef<string | null>(null)
  useEffect(() => {
    if (phase !== 'ready' || location.pathname !== '/chat' || session.isTemporary) return
    if (given.current === session.id) return
    given.current = session.id
    history.replaceState(null, '', `/chat/${session.id}`)
  }, [phase, session])
  useEffect(() => {
    const look = () => {
      if (isUnaddressed && given.current === session.id && location.pathname === '/chat') onLeave()
    }
    // Browsers from before 2026 may have none: there, New chat asked for in that moment has to be asked for twice.
    window.navigation?.addEventListener('currententrychange', look)
    return () => window.navigation?.removeEventListener('currententrychange', look)
  })
}
