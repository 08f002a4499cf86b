'use client'

import type { ChatMessage, ReplyError } from '@/lib/chat/schema'
import { modelName, useModels } from '../../conversation/models'

const WHY: Partial<Record<ReplyError['code'], string>> = {
  model_overloaded: 'has too much to do right now',
  bad_key: 'refused the key',
  quota: 'has no credit left',
}

/** Says that another model stepped in. */
export function ReplacedModel({ message: { metadata } }: { message: ChatMessage }) {
  if (!metadata?.replaced || !metadata.model) return null
  return <Words replaced={metadata.replaced} model={metadata.model} />
}

function Words({
  replaced,
  model,
}: {
  replaced: { model: string; code: ReplyError['code'] }
  model: string
}) {
  const { models } = useModels()
  const nameOf = (id: string) => models.find((one) => one.id === id)?.label ?? modelName(id)
  return (
    <p className="mb-2 text-ink-muted text-sm">
      {nameOf(replaced.model)} {WHY[replaced.code] ?? 'did not answer'}; this is from {nameOf(model)}.
    </p>
  )
}
