'use client'

import { useEffect } from 'react'
import { useListed } from '../list/conversations'
import { TitleField } from '../list/title-field'
import { useSessionState } from '../session/sessions'
import { useConversation } from './context'

/** What the conversation is called; a click changes it. */
export function ConversationTitle({
  renaming,
  onRename,
}: {
  renaming: boolean
  onRename: (renaming: boolean) => void
}) {
  const { session, focusComposer } = useConversation()
  const phase = useSessionState(session, (state) => state.phase)
  const title = useTitle()

  useEffect(() => {
    if (phase === 'ready') document.title = `${title} · Numina`
  }, [phase, title])

  if (phase !== 'ready') return <span className="flex-1" />
  if (renaming) {
    return (
      <TitleField
        id={session.id}
        title={title}
        className="flex-1"
        onDone={() => {
          onRename(false)
          focusComposer()
        }}
      />
    )
  }
  return (
    <h1 className="flex min-w-0 flex-1">
      <button
        type="button"
        title="Rename"
        onClick={() => onRename(true)}
        className="-ms-2 min-h-9 min-w-0 pointer-coarse:min-h-11 truncate rounded-md px-2 text-start transition-colors hover:bg-ink/5 hover:text-ink"
      >
        {title}
      </button>
    </h1>
  )
}

/** The list hears first when a conversation has got its title. */
function useTitle(): string {
  const { session } = useConversation()
  const own = useSessionState(session, (state) => state.title)
  return useListed(session.id)?.title ?? own
}
