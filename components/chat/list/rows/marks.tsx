import type { ConversationDto } from '@/lib/chat/schema'

/** The emoji and the colour somebody has given a conversation. */
export function Marks({ conversation: { emoji, colour } }: { conversation: ConversationDto }) {
  return (
    <>
      {emoji && <span className="shrink-0 text-base leading-none">{emoji}</span>}
      {colour && (
        <span data-mark={colour} className="size-2 shrink-0 rounded-full">
          <span className="sr-only">{colour}</span>
        </span>
      )}
    </>
  )
}
