'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { updateProfile } from '@/lib/accounts/actions'
import type { ProfileDto, ProfilePatch } from '@/lib/accounts/schema'
import { useAutosave } from './use-autosave'

type Key = keyof ProfilePatch & keyof ProfileDto

/** One field of the profile that saves itself. @param key the field; its name also shows in the frame around the page */
export function useProfileField<K extends Key>(key: K, initial: NonNullable<ProfileDto[K]>) {
  const router = useRouter()
  const save = useCallback(
    async (value: NonNullable<ProfileDto[K]>) => {
      const result = await callAction(() => updateProfile({ [key]: value } as ProfilePatch))
      if (!result.ok) {
        const problem = result.error.fields?.[key] ?? result.error.message
        return { ok: false as const, error: { ...result.error, message: problem } }
      }
      if (key === 'name') router.refresh()
      return { ok: true as const }
    },
    [key, router],
  )
  return useAutosave(initial, save)
}
