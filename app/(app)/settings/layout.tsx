import type { ReactNode } from 'react'
import { SettingsNav } from '@/components/settings/settings-nav'
import { TopBar } from '@/components/shell/top-bar'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <TopBar>
        <SettingsNav />
      </TopBar>
      <div className="min-h-0 flex-1 overflow-y-auto px-safe-5">
        <div className="mx-auto flex w-full max-w-xl flex-col gap-8 pt-8 pb-24">{children}</div>
      </div>
    </>
  )
}
