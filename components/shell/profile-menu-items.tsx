'use client'

import { Brain, LogOut, Monitor, Moon, Settings, Sun, Users, Waves } from 'lucide-react'
import Link from 'next/link'
import { use } from 'react'
import { STILL_SIGNED_IN, signOutHere } from '@/components/auth/sign-out'
import { Places, preparePlaces } from '@/components/teams/places'
import { changeAppearance } from '@/components/theme/change-appearance'
import { parseTheme, type Theme } from '@/components/theme/preferences'
import { useTheme } from '@/components/theme/use-appearance'
import {
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import type { Person } from './person'
import { SheetContext } from './sheet-context'

const themes = [
  { value: 'system', label: 'As the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const satisfies { value: Theme; label: string; icon: typeof Sun }[]

/** A full load, so that nothing of the person stays in memory. */
async function leave(): Promise<void> {
  if (await signOutHere()) window.location.assign('/sign-in')
  else toast({ title: STILL_SIGNED_IN, tone: 'danger' })
}

/** A menu that grows under the pointer is pressed in the wrong place: it opens with the places in it, where they come soon. */
export async function readyItems({ isGuest }: Person): Promise<typeof ProfileMenuItems> {
  const soon = new Promise((done) => setTimeout(done, 500))
  if (!isGuest) await Promise.race([preparePlaces(), soon])
  return ProfileMenuItems
}

/** Where somebody works, and what belongs to them: settings, theme, sign out. */
export function ProfileMenuItems({ person }: { person: Person }) {
  const theme = useTheme()
  const { close } = use(SheetContext)
  return (
    <>
      <MenuLabel className="truncate">{person.email}</MenuLabel>
      {!person.isGuest && <Places onLeave={close} />}
      <MenuItem asChild>
        <Link href="/insights" onClick={close}>
          <Waves aria-hidden />
          Insights
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/memory" onClick={close}>
          <Brain aria-hidden />
          Memory
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings/profile" onClick={close}>
          <Settings aria-hidden />
          Settings
        </Link>
      </MenuItem>
      {person.isManager && (
        <MenuItem asChild>
          <Link href="/admin" onClick={close}>
            <Users aria-hidden />
            Manage Numina
          </Link>
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuRadioGroup
        value={theme}
        onValueChange={(value) => void changeAppearance({ theme: parseTheme(value) })}
      >
        {themes.map(({ value, label, icon: Icon }) => (
          <MenuRadioItem key={value} value={value}>
            <Icon aria-hidden />
            {label}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </>
  )
}
