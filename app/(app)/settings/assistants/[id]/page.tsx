import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AssistantForm } from '@/components/settings/assistants/assistant-form'
import type { AssistantDto } from '@/lib/assistants/schema'
import { getAssistant } from '@/lib/assistants/server'
import { requirePageContext } from '@/lib/auth/server'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'

export const metadata: Metadata = { title: 'Assistant' }

const emptyAssistant = (): AssistantDto => ({
  id: newId(),
  name: '',
  handle: '',
  description: '',
  instructions: '',
  model: null,
  emoji: null,
  avatarId: null,
  starters: [],
  isShared: false,
  isOwn: true,
  author: null,
})

export default async function AssistantPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const isNew = id === 'new'
  const assistant = isNew ? emptyAssistant() : await readOwn(id)
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">{isNew ? 'New assistant' : assistant.name}</h1>
      <AssistantForm key={assistant.id} assistant={assistant} isNew={isNew} />
    </>
  )
}

/** Only one's own can be changed. */
async function readOwn(id: string): Promise<AssistantDto> {
  const ctx = await requirePageContext()
  if (!idSchema.safeParse(id).success) notFound()
  try {
    const assistant = await getAssistant(ctx, id)
    if (assistant.isOwn) return assistant
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error
  }
  notFound()
}
