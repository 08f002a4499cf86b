'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import type { TextSize, Theme } from '@/components/theme/preferences'
import { applyTextSize, useTextSize, useTheme } from '@/components/theme/use-appearance'
import { useSaveTheme } from '@/components/theme/use-save-theme'
import { Segmented } from '@/components/ui/form/segmented'

const themes: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden className="size-4" /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden className="size-4" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden className="size-4" /> },
]

const sizes: { value: TextSize; label: string }[] = [
  { value: 'small', label: 'Small' },
  { value: 'normal', label: 'Normal' },
  { value: 'large', label: 'Large' },
  { value: 'larger', label: 'Larger' },
]

/** Theme and text size: both show at once; the theme goes with the account, the size stays with this browser. */
export function AppearanceSettings() {
  const theme = useTheme()
  const saveTheme = useSaveTheme()
  const size = useTextSize()
  return (
    <>
      <Segmented legend="Theme" name="theme" options={themes} value={theme} onChange={saveTheme} />
      <Segmented
        legend="Text size in conversations"
        name="text-size"
        options={sizes}
        value={size}
        onChange={applyTextSize}
        help="For this browser only."
      />
    </>
  )
}
