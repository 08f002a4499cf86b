'use client'

import { Brain, ChevronsUpDown, LogOut, Monitor, Moon, Settings, Sun, Users, Waves } from 'lucide-react'
import Link from 'next/link'
import { use } from 'react'
import { STILL_SIGNED_IN, signOutHere } from '@/components/auth/sign-out'
import { changeAppearance } from '@/components/theme/change-appearance'
import { parseTheme, type Theme } from '@/components/theme/preferences'
import { useTheme } from '@/components/theme/use-appearance'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import {
  DropdownMenu,
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

/** Who is signed in, and what belongs to them: settings, theme, sign out. */
export function ProfileMenu({ person, collapsed }: { person: Person; collapsed: boolean }) {
  const theme = useTheme()
  const { close } = use(SheetContext)
  const { name, email } = person
  return (
    <DropdownMenu
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={`Your menu: ${name}`}
          className={cn(
            'flex h-11 w-full items-center gap-2.5 rounded-control px-2 text-start transition-colors hover:bg-ink/6 data-[state=open]:bg-ink/6',
            collapsed && 'justify-center px-0',
          )}
        >
          <Avatar name={name} seed={person.id} url={person.avatarUrl} className="size-7" />
          {!collapsed && (
            <>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {person.plan && (
                <span className="rounded-full border px-2 text-ink-muted text-xs">{person.plan}</span>
              )}
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
            </>
          )}
        </button>
      }
    >
      <MenuLabel className="truncate">{email}</MenuLabel>
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
    </DropdownMenu>
  )
}
