'use client'

import type { ChatMessage } from '@/lib/chat/schema'
import { Markdown } from '../../markdown/markdown'
import { Reasoning } from './reasoning'
import { Thinking } from './thinking'

/** The words of a reply. @param growing they are still coming */
export function ReplyBody({ message, growing }: { message: ChatMessage; growing: boolean }) {
  const empty = message.parts.every((part) => !('text' in part) || part.text === '')
  return (
    <>
      {message.parts.map((part, i) => {
        if (part.type === 'reasoning') {
          const thinking = growing && i === message.parts.length - 1
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name, and are only added at the end.
          return <Reasoning key={i} text={part.text} thinking={thinking} />
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        return part.type === 'text' ? <Markdown key={i} text={part.text} growing={growing} /> : null
      })}
      {growing && empty && <Thinking />}
    </>
  )
}
