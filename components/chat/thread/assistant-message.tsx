'use client'

import dynamic from 'next/dynamic'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import type { ChatMessage } from '@/lib/chat/schema'
import { textOf } from '../transport/transport'
import { CopyAction } from './actions/copy-action'
import { MessageActions } from './actions/message-actions'
import { MessageFacts } from './actions/message-facts'
import { MoreMenu } from './actions/more-menu'
import { RetryMenu } from './actions/retry-menu'
import { VersionSwitch } from './actions/version-switch'
import { ReplacedModel } from './reply/replaced-model'
import { ReplyBody } from './reply/reply-body'
import { ReplyEnd } from './reply/reply-end'

const RememberedLine = dynamic(
  () => orNothing(import('@/components/memory/chat/remembered-line').then((module) => module.RememberedLine)),
  { loading: Nothing },
)

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
      {!growing && <RememberedLine message={message} />}
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
