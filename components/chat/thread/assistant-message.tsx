'use client'

import type { ChatMessage } from '@/lib/chat/schema'
import { Markdown } from '../markdown/markdown'
import { textOf } from '../transport/transport'
import { CopyAction } from './copy-action'
import { MessageActions } from './message-actions'
import { MessageFacts } from './message-facts'
import { MoreMenu } from './more-menu'
import { Reasoning } from './reasoning'
import { ReplyEnd } from './reply-end'
import { RetryMenu } from './retry-menu'
import { Thinking } from './thinking'
import { VersionSwitch } from './version-switch'

/** What the model said, how it ended, and what can be done with it. */
export function AssistantMessage({
  message,
  busy,
  isLast,
}: {
  message: ChatMessage
  busy: boolean
  isLast: boolean
}) {
  const growing = busy && isLast && message.metadata?.status === 'running'
  const text = textOf(message)
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
      {!growing && <ReplyEnd message={message} busy={busy} isLast={isLast} />}
      <MessageActions hidden={growing}>
        <VersionSwitch message={message} busy={busy} />
        {text !== '' && <CopyAction text={text} />}
        <RetryMenu message={message} busy={busy} />
        <MoreMenu message={message} busy={busy} />
        <MessageFacts message={message} />
      </MessageActions>
    </>
  )
}
