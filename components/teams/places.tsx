'use client'

import { House, Plus, Users } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { moveBy } from '@/components/live/follow'
import {
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { Skeleton } from '@/components/ui/skeleton'
import { listPlaces, switchWorkspace } from '@/lib/teams/actions'
import type { PlaceDto } from '@/lib/teams/schema'

/** What was there when the menu was last open: it is shown at once, and read again. */
let known: PlaceDto[] | null = null

async function readPlaces() {
  const result = await callAction(() => listPlaces(undefined))
  if (result.ok) known = result.data
  return result
}

let first: Promise<unknown> | undefined

/** Reads the places before a menu shows them; once, later each menu reads anew. */
export async function preparePlaces(): Promise<void> {
  first ??= readPlaces()
  await first
}

/** The items of a menu by which somebody goes from their own space to a team and back. */
export function Places({ onLeave }: { onLeave: () => void }) {
  const [places, setPlaces] = useState(known)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    let isGone = false
    void readPlaces().then((result) => {
      if (isGone) return
      if (result.ok) setPlaces(result.data)
      else setProblem(result.error.message)
    })
    return () => {
      isGone = true
    }
  }, [])

  return (
    <>
      {places === null && problem === null && (
        <div className="px-2.5 py-2" role="status" aria-label="Loading your teams">
          <Skeleton />
        </div>
      )}
      {places === null && problem !== null && <MenuLabel className="text-danger">{problem}</MenuLabel>}
      {places !== null && places.length > 1 && <Switcher places={places} />}
      <MenuItem asChild>
        <Link href="/settings/team/new" onClick={onLeave}>
          <Plus aria-hidden />
          New team
        </Link>
      </MenuItem>
      <MenuSeparator />
    </>
  )
}

function Switcher({ places }: { places: readonly PlaceDto[] }) {
  const here = places.find(({ isHere }) => isHere)?.id ?? ''
  return (
    <MenuRadioGroup
      aria-label="Where you work"
      value={here}
      onValueChange={(id) => id !== here && void goTo(id)}
      className="max-h-60 overflow-y-auto"
    >
      {places.map(({ id, team, plan }) => (
        <MenuRadioItem key={id} value={id}>
          {team === null ? <House aria-hidden /> : <Users aria-hidden />}
          <span className="min-w-0 flex-1 truncate">{team ?? 'Your own space'}</span>
          {plan && <span className="text-ink-muted text-xs">{plan}</span>}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  )
}

/** A full load, so that nothing of one workspace is shown in another. */
async function goTo(id: string): Promise<void> {
  const result = await moveBy(() => callAction(() => switchWorkspace({ id })))
  if (result.ok) window.location.assign('/chat')
  else toast({ title: 'You are where you were.', description: result.error.message, tone: 'danger' })
}
