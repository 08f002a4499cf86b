import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { parseRail, RAIL_COOKIE } from '@/components/shell/rail-preferences'
import { ThemeOfAccount } from '@/components/theme/theme-of-account'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'

/** The frame of everything behind the door. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext()
  const [{ id, name, email, avatarUrl, theme }, jar] = await Promise.all([getProfile(ctx), cookies()])
  return (
    <AppShell
      person={{ id, name, email, avatarUrl }}
      initialRail={parseRail(jar.get(RAIL_COOKIE)?.value)}
      conversations={null}
    >
      <ThemeOfAccount theme={theme} />
      {children}
    </AppShell>
  )
}
