'use client'

import { costLabel } from '@/components/models/format'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { modelName } from '../../conversation/models'

/** When, by which model, and how many tokens: quietly, for those who look. */
export function MessageFacts({ message: { metadata } }: { message: ChatMessage }) {
  const { reader } = useConversation()
  if (!metadata) return null
  const at = new Date(metadata.createdAt)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(reader.locale, { timeZone: reader.timeZone, ...options }).format(at)
  const facts = [
    metadata.model && modelName(metadata.model),
    metadata.usage && `${metadata.usage.output.toLocaleString('en')} tokens`,
    metadata.usage?.cost !== undefined && costLabel(metadata.usage.cost),
  ]
  return (
    <p className="ms-2 min-w-0 truncate text-xs tabular-nums">
      <time dateTime={metadata.createdAt} title={format({ dateStyle: 'full', timeStyle: 'short' })}>
        {format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
      </time>
      {facts.flatMap((fact) => (fact ? ` · ${fact}` : ''))}
    </p>
  )
}
