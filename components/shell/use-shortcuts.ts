'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Cmd/Ctrl+Shift+O begins a new chat from anywhere. */
export function useShortcuts(): void {
  const router = useRouter()
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isNewChat = (event.metaKey || event.ctrlKey) && event.shiftKey && event.code === 'KeyO'
      if (!isNewChat || event.repeat) return
      event.preventDefault()
      router.push('/chat')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [router])
}
