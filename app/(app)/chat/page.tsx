import type { Metadata } from 'next'
import { greetingFor } from '@/components/chat/conversation/greeting'
import { NewConversation } from '@/components/chat/conversation/new-conversation'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { previewVoice } from '@/lib/chat/server'
import { listFolders } from '@/lib/folders/server'

export const metadata: Metadata = { title: 'New chat' }

type NewChatPageProps = { searchParams: Promise<{ folder?: string | string[] }> }

export default async function NewChatPage({ searchParams }: NewChatPageProps) {
  const ctx = await requirePageContext()
  const { folder: folderId } = await searchParams
  const [profile, folders] = await Promise.all([getProfile(ctx), folderId ? listFolders(ctx) : []])
  const { name, address, timeZone, locale, rest, welcomeStep } = profile
  const welcome = welcomeStep ? { profile, voice: (await previewVoice(ctx, {})).text } : null
  return (
    <NewConversation
      greeting={greetingFor(address || name, new Date(), timeZone)}
      reader={{ name, timeZone, locale, rest, owner: `${ctx.userId}:${ctx.workspaceId}` }}
      folder={folders.find(({ id }) => id === folderId) ?? null}
      welcome={welcome}
    />
  )
}
