'use client'

import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { giveFeedback } from '../../session/feedback'

/** Good or not, with one press. What was pressed, pressed again, says more or takes it back. Narrow screens have it in the menu. */
export function FeedbackButtons({ message, onMore }: { message: ChatMessage; onMore: () => void }) {
  const { session } = useConversation()
  const rating = message.metadata?.feedback?.rating

  function press(pressed: 'up' | 'down') {
    if (rating !== pressed) void giveFeedback(session, message, { rating: pressed, reason: null, note: '' })
    if (rating === pressed || pressed === 'down') onMore()
  }

  return (
    <span className="hidden items-center gap-0.5 sm:flex">
      {rating !== 'down' && (
        <IconButton
          label={rating ? 'Good answer: change' : 'Good answer'}
          size="sm"
          aria-pressed={rating === 'up'}
          onClick={() => press('up')}
        >
          <ThumbsUp className={rating && 'fill-current'} />
        </IconButton>
      )}
      {rating !== 'up' && (
        <IconButton
          label={rating ? 'Bad answer: change' : 'Bad answer'}
          size="sm"
          aria-pressed={rating === 'down'}
          onClick={() => press('down')}
        >
          <ThumbsDown className={rating && 'fill-current'} />
        </IconButton>
      )}
    </span>
  )
}
