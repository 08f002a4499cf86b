'use client'

import type { ChatMessage } from '@/lib/chat/schema'
import { textOf } from '../transport/transport'
import { MoreMenu } from './actions/more-menu'
import { CopyAction } from './copy-action'
import { MessageActions } from './message-actions'
import { MessageFacts } from './message-facts'
import { ReplacedModel } from './replaced-model'
import { ReplyBody } from './reply-body'
import { ReplyEnd } from './reply-end'
import { RetryMenu } from './retry-menu'
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
  return (
    <>
      <ReplacedModel message={message} />
      <ReplyBody message={message} growing={growing} />
      {!growing && <ReplyEnd message={message} busy={busy} isLast={isLast} />}
      <MessageActions hidden={growing}>
        <VersionSwitch message={message} busy={busy} />
        {text !== '' && <CopyAction text={text} />}
        <RetryMenu message={message} busy={busy} isLast={isLast} />
        <MoreMenu message={message} busy={busy} />
        <MessageFacts message={message} />
      </MessageActions>
    </>
  )
}
