import type { Metadata } from 'next'
import { greetingFor } from '@/components/chat/conversation/greeting'
import { NewConversation } from '@/components/chat/conversation/new-conversation'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { listFolders } from '@/lib/folders/server'

export const metadata: Metadata = { title: 'New chat' }

type NewChatPageProps = { searchParams: Promise<{ folder?: string | string[] }> }

export default async function NewChatPage({ searchParams }: NewChatPageProps) {
  const ctx = await requirePageContext()
  const { folder: folderId } = await searchParams
  const [{ name, address, timeZone, locale }, folders] = await Promise.all([
    getProfile(ctx),
    folderId ? listFolders(ctx) : [],
  ])
  return (
    <NewConversation
      greeting={greetingFor(address || name, new Date(), timeZone)}
      reader={{ name, timeZone, locale }}
      folder={folders.find(({ id }) => id === folderId) ?? null}
    />
  )
}
