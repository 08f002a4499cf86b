'use client'

import { Share } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { useSessionState } from '../session/sessions'
import { textOf } from '../transport/transport'
import { useConversation } from './context'

const ShareDialog = later(() =>
  import('@/components/shares/share-dialog').then((module) => module.ShareDialog),
)

/** Shares the branch on screen, once it is whole; a temporary conversation is for nobody else. The menu opens the same dialog. */
export function ShareButton({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const { session, reader } = useConversation()
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  const busy = useSessionState(session, (state) => state.busy)
  const leaf = open ? session.chat.messages.findLast((message) => textOf(message).trim() !== '') : undefined

  if (!exists || session.isTemporary) return null
  return (
    <>
      <IconButton
        label={busy ? 'Share, once the answer is there' : 'Share'}
        disabled={busy}
        className="max-sm:hidden"
        onClick={() => onOpenChange(true)}
      >
        <Share />
      </IconButton>
      <ShareDialog
        open={open}
        onOpenChange={onOpenChange}
        conversationId={session.id}
        leafId={leaf?.id ?? ''}
        dates={reader}
      />
    </>
  )
}
