'use client'

import { type ActionError, callAction } from '@/components/actions/call-action'
import { attemptStorage } from '@/components/ui/attempt-storage'
import { toast } from '@/components/ui/overlay/toast-store'
import { updateProfile } from '@/lib/accounts/actions'
import { type Motion, parseMotion, parseTextSize, parseTheme, type TextSize, type Theme } from './preferences'
import { applyMotion, applyTextSize, applyTheme } from './use-appearance'

export type Appearance = { theme: Theme; textSize: TextSize; motion: Motion }

/** Begins as all that is unsent does: signing out removes it. */
const PREFIX = 'numina:unsent:appearance:'

/** Where storage is blocked, a choice has one try to reach the account. */
const attempt = <T>(work: (storage: Storage) => T) => attemptStorage('local', work)

const stored = (name: keyof Appearance) => attempt((storage) => storage.getItem(PREFIX + name))

/** What was chosen in this browser and is not known to have reached the account, such as by a page that was left at once. */
export function unsavedAppearance(): Partial<Appearance> {
  const [theme, textSize, motion] = [stored('theme'), stored('textSize'), stored('motion')]
  return {
    ...(theme && { theme: parseTheme(theme) }),
    ...(textSize && { textSize: parseTextSize(textSize) }),
    ...(motion && { motion: parseMotion(motion) }),
  }
}

/** Shows a choice at once, and for the next visits of this browser. */
export function applyAppearance({ theme, textSize, motion }: Partial<Appearance>): void {
  if (theme) applyTheme(theme)
  if (textSize) applyTextSize(textSize)
  if (motion) applyMotion(motion)
}

/** Shows a choice at once and keeps it with the account, for the other devices of the person. */
export async function changeAppearance(change: Partial<Appearance>): Promise<void> {
  applyAppearance(change)
  for (const [name, value] of Object.entries(change))
    attempt((storage) => storage.setItem(PREFIX + name, value))
  const error = await saveAppearance(change)
  if (error) toast({ title: 'This is saved for this browser only, for now.', description: error.message })
}

/** Brings to the account what it lacks of this browser. @returns why that could not be done, or null */
export async function saveAppearance(change: Partial<Appearance> = {}): Promise<ActionError | null> {
  const all = { ...unsavedAppearance(), ...change }
  const result = await callAction(() => updateProfile(all))
  if (!result.ok) return result.error
  // Chosen anew meanwhile: that is on its way by itself.
  for (const [name, value] of Object.entries(all))
    if (stored(name as keyof Appearance) === value) attempt((storage) => storage.removeItem(PREFIX + name))
  return null
}
