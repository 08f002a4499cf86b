'use client'

import { useEffect } from 'react'
import type { Motion, TextSize, Theme } from './preferences'
import { applyMotion, applyTextSize, applyTheme } from './use-appearance'

/** Brings what was chosen on another device to this browser; null is as this browser has it. */
export function AppearanceOfAccount({
  theme,
  textSize,
  motion,
}: {
  theme: Theme
  textSize: TextSize | null
  motion: Motion | null
}) {
  useEffect(() => {
    const shown = document.documentElement.dataset
    if (shown['theme'] !== theme) applyTheme(theme)
    if (textSize && shown['textSize'] !== textSize) applyTextSize(textSize)
    if (motion && shown['motion'] !== motion) applyMotion(motion)
  }, [theme, textSize, motion])
  return null
}
