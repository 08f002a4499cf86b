import type { Metadata } from 'next'
import { greetingFor } from '@/components/chat/conversation/greeting'
import { NewConversation } from '@/components/chat/conversation/new-conversation'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'

export const metadata: Metadata = { title: 'New chat' }

export default async function NewChatPage() {
  const { name, address, timeZone, locale } = await getProfile(await requirePageContext())
  return (
    <NewConversation
      greeting={greetingFor(address || name, new Date(), timeZone)}
      reader={{ name, timeZone, locale }}
    />
  )
}
