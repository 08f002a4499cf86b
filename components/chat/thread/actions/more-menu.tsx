'use client'

import { Ellipsis, Flag, GitFork, Info, ThumbsUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { useFork } from '../../list/fork'
import { removeMessage } from '../../session/deletion'
import { FeedbackButtons } from '../feedback/feedback-buttons'

const DIALOGS = {
  feedback: later(() => import('../feedback/feedback-dialog').then((module) => module.FeedbackDialog)),
  report: later(() => import('../feedback/report-dialog').then((module) => module.ReportDialog)),
  details: later(() => import('./details-dialog').then((module) => module.DetailsDialog)),
}

/** What else can be done with a message. */
export function MoreMenu({ message, busy }: { message: ChatMessage; busy: boolean }) {
  const { session, focusComposer } = useConversation()
  const fork = useFork()
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null)
  const isReply = message.role === 'assistant'
  const Opened = opened && DIALOGS[opened]

  async function remove() {
    // The menu goes with its message: the focus must not be left nowhere.
    if (await removeMessage(session, message.id)) focusComposer()
  }

  // All of it is done by the server, which does not know a temporary conversation.
  if (session.isTemporary) return null
  return (
    <>
      {isReply && <FeedbackButtons message={message} onMore={() => setOpened('feedback')} />}
      <DropdownMenu
        trigger={
          <IconButton label="More actions" size="sm" data-key="m">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void fork(session.id, message.id)}>
          <GitFork aria-hidden />
          Fork from here
        </MenuItem>
        <MenuItem onSelect={() => setOpened('details')}>
          <Info aria-hidden />
          Details
        </MenuItem>
        {isReply && (
          <>
            <MenuItem onSelect={() => setOpened('feedback')}>
              <ThumbsUp aria-hidden />
              Rate this answer
            </MenuItem>
            <MenuItem onSelect={() => setOpened('report')}>
              <Flag aria-hidden />
              Report
            </MenuItem>
          </>
        )}
        <MenuSeparator />
        <MenuItem danger disabled={busy} shortcut="Del" onSelect={() => void remove()}>
          <Trash2 aria-hidden />
          Delete message
        </MenuItem>
      </DropdownMenu>
      {Opened && <Opened message={message} onClose={() => setOpened(null)} />}
    </>
  )
}
