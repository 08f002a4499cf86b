'use client'

import { useSyncExternalStore } from 'react'
import { rememberInCookie } from './cookie'
import {
  MOTION_COOKIE,
  type Motion,
  parseMotion,
  parseTextSize,
  parseTheme,
  TEXT_SIZE_COOKIE,
  type TextSize,
  THEME_COOKIE,
  type Theme,
} from './preferences'

/** <html> holds the truth (the server wrote it from the cookies); this watches it. */
function subscribe(onChange: () => void) {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, {
    attributeFilter: ['data-theme', 'data-text-size', 'data-motion'],
  })
  return () => observer.disconnect()
}

/** Changes the theme at once, and for the next visits of this browser. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  rememberInCookie(THEME_COOKIE, theme)
}

/** Changes the size of what is read at once, and for the next visits of this browser. */
export function applyTextSize(size: TextSize): void {
  document.documentElement.dataset['textSize'] = size
  rememberInCookie(TEXT_SIZE_COOKIE, size)
}

/** Changes at once, and for the next visits of this browser, whether anything moves. */
export function applyMotion(motion: Motion): void {
  document.documentElement.dataset['motion'] = motion
  rememberInCookie(MOTION_COOKIE, motion)
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset['theme']),
    () => 'system',
  )
}

export function useTextSize(): TextSize {
  return useSyncExternalStore(
    subscribe,
    () => parseTextSize(document.documentElement.dataset['textSize']),
    () => 'normal',
  )
}

export function useMotion(): Motion {
  return useSyncExternalStore(
    subscribe,
    () => parseMotion(document.documentElement.dataset['motion']),
    () => 'system',
  )
}
