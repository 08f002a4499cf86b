'use client'

import { Pencil } from 'lucide-react'
import dynamic from 'next/dynamic'
import { IconButton } from '@/components/ui/icon-button'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'
import { textOf } from '../transport/transport'
import { CopyAction } from './actions/copy-action'
import { MessageActions } from './actions/message-actions'
import { MoreMenu } from './actions/more-menu'
import { VersionSwitch } from './actions/version-switch'
import { EditMessage } from './edit-message'
import { FoldedText } from './folded-text'

const FeelingMark = dynamic(
  () => orNothing(import('@/components/insight/mark/feeling-mark').then((module) => module.FeelingMark)),
  { loading: Nothing },
)

/** What the person said, as they typed it. */
export function UserMessage({ message, busy }: { message: ChatMessage; busy: boolean }) {
  const { session } = useConversation()
  const editing = useSessionState(session, ({ editing }) =>
    editing?.messageId === message.id ? editing : null,
  )
  const text = textOf(message)

  if (editing) return <EditMessage message={message} editing={editing} />
  return (
    <div className="flex flex-col items-end">
      <div
        dir="auto"
        className="max-w-4/5 whitespace-pre-wrap rounded-card bg-ink/6 px-4 py-2.5 text-reading [overflow-wrap:anywhere]"
      >
        <FoldedText text={text} />
      </div>
      <MessageActions>
        <VersionSwitch message={message} busy={busy} />
        <CopyAction text={text} />
        <IconButton
          label="Edit"
          data-key="e"
          size="sm"
          disabled={busy}
          onClick={() => session.startEditing(message.id, text)}
        >
          <Pencil />
        </IconButton>
        {!session.isTemporary && <FeelingMark message={message} />}
        <MoreMenu message={message} busy={busy} />
      </MessageActions>
    </div>
  )
}
