import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { GuestNotice } from '@/components/auth/ways/guest-notice'
import { BillingBanner } from '@/components/billing/billing-banner'
import { ConversationList } from '@/components/chat/list/conversation-list'
import { OPEN_FOLDERS_COOKIE, parseOpenFolders } from '@/components/chat/list/folders/open-folders-cookie'
import { LiveUpdates } from '@/components/chat/live-updates'
import { Live } from '@/components/live/live'
import { AppShell } from '@/components/shell/app-shell'
import { parseRail, RAIL_COOKIE } from '@/components/shell/rail-preferences'
import { TeamStrip } from '@/components/teams/team-strip'
import { AppearanceOfAccount } from '@/components/theme/appearance-of-account'
import { UsageBanner } from '@/components/usage/usage-banner'
import { getProfile } from '@/lib/accounts/server'
import { havePlansEffect } from '@/lib/auth/seats'
import { requirePageContext } from '@/lib/auth/server'
import { getBillingNotice, planOf } from '@/lib/billing/server'
import { readRail } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { teamAtHand } from '@/lib/teams/server'
import { getUsageNotice } from '@/lib/usage/server'
import { adminPagesFor } from './admin/admin-pages'

/** The frame of everything behind the door. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  // Made before anything is read: whatever happens later is told.
  const now = newId()
  const ctx = await requirePageContext()
  const jar = await cookies()
  const openFolders = parseOpenFolders(jar.get(OPEN_FOLDERS_COOKIE)?.value)
  const [profile, rail, usage, billing, team] = await Promise.all([
    getProfile(ctx),
    readRail(ctx, { places: openFolders }),
    getUsageNotice(ctx),
    getBillingNotice(ctx),
    teamAtHand(ctx),
  ])
  const { id, name, email, avatarUrl, theme, textSize, motion, timeZone, locale } = profile
  const isGuest = ctx.role === 'guest'
  return (
    <AppShell
      person={{
        id,
        name,
        isGuest,
        email: isGuest ? 'A guest, without an account' : email,
        avatarUrl,
        plan: havePlansEffect() && !isGuest ? planOf(ctx).name : null,
        team,
        isManager: adminPagesFor(ctx).length > 0,
      }}
      initialRail={parseRail(jar.get(RAIL_COOKIE)?.value)}
      conversations={
        <ConversationList initial={rail} openFolders={openFolders} timeZone={timeZone} locale={locale} />
      }
    >
      <AppearanceOfAccount theme={theme} textSize={textSize} motion={motion} />
      <Live after={now} workspaceId={ctx.workspaceId} personId={id} />
      <LiveUpdates />
      {team && <TeamStrip name={team} />}
      {isGuest && <GuestNotice />}
      {billing && <BillingBanner {...billing} />}
      <UsageBanner initial={usage} />
      {children}
    </AppShell>
  )
}
