'use client'

import { Fragment } from 'react'
import { UsedMemories } from '@/components/memory/chat/used-memories'
import { costLabel } from '@/components/models/format'
import { Dialog } from '@/components/ui/overlay/dialog'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { modelName } from '../../conversation/models'
import { textOf } from '../../transport/transport'

/** What is known of a message besides its words. */
export function DetailsDialog({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const { reader } = useConversation()
  const { metadata } = message
  if (!metadata) return null
  const time = new Intl.DateTimeFormat(reader.locale, {
    timeZone: reader.timeZone,
    dateStyle: 'full',
    timeStyle: 'medium',
  })
  const number = (count: number) => count.toLocaleString(reader.locale)
  const { usage, model } = metadata
  const facts = [
    ['Time', time.format(new Date(metadata.createdAt))],
    ['Model', model && modelName(model)],
    ['Tokens read', usage && number(usage.input)],
    ['of these from the cache', usage?.cached && number(usage.cached)],
    ['Tokens written', usage && number(usage.output)],
    ['of these to think', usage?.reasoning && number(usage.reasoning)],
    ['Cost', usage?.cost !== undefined && costLabel(usage.cost)],
    ['Characters', number(textOf(message).length)],
    ['Memories used', metadata.memories && <UsedMemories ids={metadata.memories} />],
  ] as const
  return (
    <Dialog open onOpenChange={onClose} title="Details">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(
          ([name, value]) =>
            value && (
              <Fragment key={name}>
                <dt className="text-ink-muted">{name}</dt>
                <dd className="min-w-0 tabular-nums [overflow-wrap:anywhere]">{value}</dd>
              </Fragment>
            ),
        )}
      </dl>
    </Dialog>
  )
}
