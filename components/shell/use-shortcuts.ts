'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Keys that begin a new chat from anywhere, with Cmd or Ctrl and Shift. */
const NEW_CHATS: Readonly<Record<string, string>> = { KeyO: '/chat', KeyL: '/chat?temporary=1' }

/** @returns the address of the new chat that is asked for by this key */
export function newChatOf(event: KeyboardEvent): string | undefined {
  if (!(event.metaKey || event.ctrlKey) || !event.shiftKey || event.repeat) return undefined
  return NEW_CHATS[event.code]
}

/** Cmd/Ctrl+Shift+O begins a new chat from anywhere, Cmd/Ctrl+Shift+L a temporary one. */
export function useShortcuts(): void {
  const router = useRouter()
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const address = newChatOf(event)
      if (!address) return
      event.preventDefault()
      router.push(address)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [router])
}
