'use client'

import { useCallback, useRef, useState } from 'react'

/**
 * What floats is rendered inside the landmark or the dialog of its trigger rather than at the end of the page: screen
 * readers find it where it belongs, and a dialog around the trigger does not shut it out.
 *
 * @returns `trigger`, the ref of the trigger; `locate`, called when it opens; `container`, for the portal
 */
export function useLandmark<T extends HTMLElement>() {
  const trigger = useRef<T>(null)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  const locate = useCallback((open: boolean) => {
    if (open)
      setContainer(trigger.current?.closest<HTMLElement>('[role="dialog"], aside, main, header') ?? null)
  }, [])
  return { trigger, locate, container }
}
