'use client'

import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { updateProfile } from '@/lib/accounts/actions'
import type { Theme } from './preferences'
import { applyTheme } from './use-appearance'

/** Changes the theme at once and keeps it with the account, for the other devices of the person. */
export function useSaveTheme(): (theme: Theme) => Promise<void> {
  return useCallback(async (theme) => {
    applyTheme(theme)
    const result = await callAction(() => updateProfile({ theme }))
    if (!result.ok)
      toast({ title: 'The theme is saved for this browser only.', description: result.error.message })
  }, [])
}
