'use client'

import { useEffect } from 'react'
import type { Theme } from './preferences'
import { applyTheme } from './use-appearance'

/** Brings the account's theme to this browser, when it was chosen on another device. */
export function ThemeOfAccount({ theme }: { theme: Theme }) {
  useEffect(() => {
    if (document.documentElement.dataset['theme'] !== theme) applyTheme(theme)
  }, [theme])
  return null
}
