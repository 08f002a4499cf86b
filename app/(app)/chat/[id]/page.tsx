import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ExistingConversation } from '@/components/chat/conversation/existing-conversation'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import type { ConversationView } from '@/lib/chat/schema'
import { getConversation } from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'

type ConversationPageProps = { params: Promise<{ id: string }> }

/** Read once for the page and its title. */
const readConversation = cache(async (id: string): Promise<ConversationView> => {
  const ctx = await requirePageContext()
  if (!idSchema.safeParse(id).success) notFound()
  try {
    return await getConversation(ctx, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: ConversationPageProps): Promise<Metadata> {
  const { conversation } = await readConversation((await params).id)
  return { title: conversation.title }
}

export default async function ConversationPage({ params }: ConversationPageProps) {
  const view = await readConversation((await params).id)
  const ctx = await requirePageContext()
  const { name, timeZone, locale, rest } = await getProfile(ctx)
  const reader = { name, timeZone, locale, rest, owner: `${ctx.userId}:${ctx.workspaceId}` }
  return <ExistingConversation key={view.conversation.id} view={view} reader={reader} />
}
