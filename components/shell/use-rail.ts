'use client'

import { useCallback, useState } from 'react'
import { rememberInCookie } from '@/components/theme/cookie'
import { formatRail, RAIL_COOKIE, type RailPreferences, toRailWidth } from './rail-preferences'

/** The rail's width and whether it is collapsed; every change is remembered by this browser. */
export function useRail(initial: RailPreferences) {
  const [rail, setRail] = useState(initial)

  const change = useCallback((next: RailPreferences) => {
    setRail(next)
    rememberInCookie(RAIL_COOKIE, formatRail(next))
  }, [])

  return {
    ...rail,
    resize: (px: number) => change({ ...rail, width: toRailWidth(px) }),
    setCollapsed: (collapsed: boolean) => change({ ...rail, collapsed }),
  }
}
