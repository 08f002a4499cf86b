'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import { sayNotLoaded } from '@/components/ui/later'
import { DropdownMenu } from '@/components/ui/overlay/dropdown-menu'
import type { Person } from './person'
import type { ProfileMenuItems } from './profile-menu-items'

const load = (person: Person) => import('./profile-menu-items').then(({ readyItems }) => readyItems(person))

/** Who is signed in, the team they are in, and the menu of what belongs to them, which is loaded when it is wanted. */
export function ProfileMenu({ person, collapsed }: { person: Person; collapsed: boolean }) {
  const [Items, setItems] = useState<typeof ProfileMenuItems | null>(null)
  const [open, setOpen] = useState(false)
  const { name, team } = person

  /** Opens when the items are there, so that the keyboard finds the first of them. */
  async function change(next: boolean) {
    if (next && !Items) {
      const loaded = await load(person).catch(sayNotLoaded)
      if (!loaded) return
      setItems(() => loaded)
    }
    setOpen(next)
  }

  return (
    <DropdownMenu
      side="top"
      className="w-60"
      open={open}
      onOpenChange={(next) => void change(next)}
      trigger={
        <button
          type="button"
          aria-label={team ? `Your menu: ${name}, in ${team}` : `Your menu: ${name}`}
          // Only to have it sooner: where it fails, the press loads again, and says so.
          onPointerEnter={() => void load(person).catch(() => undefined)}
          className={cn(
            'flex h-11 w-full items-center gap-2.5 rounded-control px-2 text-start transition-colors hover:bg-ink/6 data-[state=open]:bg-ink/6',
            collapsed && 'flex-col justify-center px-0',
            collapsed && team && 'h-14 gap-0.5',
          )}
        >
          <Avatar name={name} seed={person.id} url={person.avatarUrl} className="size-7" />
          {collapsed ? (
            team && <span className="max-w-full truncate text-ink-muted text-xs">{team}</span>
          ) : (
            <>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{name}</span>
                {team && <span className="block truncate text-ink-muted text-xs">{team}</span>}
              </span>
              {person.plan && (
                <span className="rounded-full border px-2 text-ink-muted text-xs">{person.plan}</span>
              )}
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
            </>
          )}
        </button>
      }
    >
      {Items && <Items person={person} />}
    </DropdownMenu>
  )
}
