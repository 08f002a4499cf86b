'use client'

import { useEffect } from 'react'
import { type Appearance, applyAppearance, saveAppearance, unsavedAppearance } from './change-appearance'

/**
 * Brings what was chosen on another device to this browser; null is as this browser has it. What this browser has for the
 * account and could not bring there yet goes the other way.
 */
export function AppearanceOfAccount({
  theme,
  textSize,
  motion,
}: {
  theme: Appearance['theme']
  textSize: Appearance['textSize'] | null
  motion: Appearance['motion'] | null
}) {
  useEffect(() => {
    const unsaved = unsavedAppearance()
    const ofAccount = { theme, ...(textSize && { textSize }), ...(motion && { motion }) }
    applyAppearance({ ...ofAccount, ...unsaved })
    if (Object.keys(unsaved).length > 0) void saveAppearance()
  }, [theme, textSize, motion])
  return null
}
