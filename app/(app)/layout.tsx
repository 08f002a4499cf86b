import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ConversationList } from '@/components/chat/list/conversation-list'
import { LiveUpdates } from '@/components/chat/live-updates'
import { Live } from '@/components/live/live'
import { AppShell } from '@/components/shell/app-shell'
import { parseRail, RAIL_COOKIE } from '@/components/shell/rail-preferences'
import { ThemeOfAccount } from '@/components/theme/theme-of-account'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'

/** The frame of everything behind the door. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  // Made before anything is read: whatever happens later is told.
  const now = newId()
  const ctx = await requirePageContext()
  const [profile, conversations, jar] = await Promise.all([
    getProfile(ctx),
    listConversations(ctx, {}),
    cookies(),
  ])
  const { id, name, email, avatarUrl, theme, timeZone, locale } = profile
  return (
    <AppShell
      person={{ id, name, email, avatarUrl }}
      initialRail={parseRail(jar.get(RAIL_COOKIE)?.value)}
      conversations={<ConversationList initial={conversations} timeZone={timeZone} locale={locale} />}
    >
      <ThemeOfAccount theme={theme} />
      <Live after={now} />
      <LiveUpdates />
      {children}
    </AppShell>
  )
}
