'use client'

import { ArrowUp, Square } from 'lucide-react'
import type { MouseEvent } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

/** Sends, or stops the reply being made. With words in the field and a reply under way there is one button for each. */
export function SendButton({ hasText, onSend }: { hasText: boolean; onSend: () => void }) {
  const { session } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const stopping = useSessionState(session, (state) => state.stopping)

  /** The second half of a double click is not meant for the button that has taken the first one's place. */
  const once = (act: () => void) => (event: MouseEvent) => {
    if (event.detail < 2) act()
  }

  return (
    <>
      {busy && (
        <IconButton
          label={stopping ? 'Stopping' : 'Stop'}
          shortcut="Esc"
          tooltipSide="top"
          size="lg"
          aria-disabled={stopping || undefined}
          className="rounded-full border aria-disabled:opacity-50"
          onClick={once(() => session.stop())}
        >
          <Square className="fill-current" />
        </IconButton>
      )}
      {(hasText || !busy) && (
        <IconButton
          label={busy ? 'Send after this answer' : 'Send'}
          shortcut="Enter"
          tooltipSide="top"
          size="lg"
          variant="primary"
          disabled={!hasText}
          className="rounded-full"
          onClick={once(onSend)}
        >
          <ArrowUp />
        </IconButton>
      )}
    </>
  )
}
