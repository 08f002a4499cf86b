'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { changeAppearance } from '@/components/theme/change-appearance'
import type { Motion, TextSize, Theme } from '@/components/theme/preferences'
import { useMotion, useTextSize, useTheme } from '@/components/theme/use-appearance'
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

const motions: { value: Motion; label: string }[] = [
  { value: 'system', label: 'As this device' },
  { value: 'reduced', label: 'Less' },
]

/** Theme, text size and motion: each shows at once, and goes with the account to the person's other devices. */
export function AppearanceSettings() {
  const size = useTextSize()
  const motion = useMotion()
  return (
    <>
      <ThemeSetting />
      <Segmented
        legend="Text size in conversations"
        name="text-size"
        options={sizes}
        value={size}
        onChange={(textSize) => void changeAppearance({ textSize })}
      />
      <Segmented
        legend="Motion"
        name="motion"
        options={motions}
        value={motion}
        onChange={(next) => void changeAppearance({ motion: next })}
        help="With less of it nothing slides or fades."
      />
    </>
  )
}

export function ThemeSetting() {
  const theme = useTheme()
  return (
    <Segmented
      legend="Theme"
      name="theme"
      options={themes}
      value={theme}
      onChange={(next) => void changeAppearance({ theme: next })}
    />
  )
}
