import { toast } from '@/components/ui/overlay/toast-store'
import type { Connection } from './use-connection'
import { newChatOf } from './use-shortcuts'

let isOffline = false

/** To be told what `useConnection` finds out. */
export function noteConnection(connection: Connection): void {
  isOffline = connection === 'offline'
}

/** Without a network Next would leave the app for the browser's own error page. @returns whether this cannot be opened now, which it says */
export function isOutOfReach(path: string): boolean {
  if (navigator.onLine || !isOffline) return false
  toast({ title: `This ${path.startsWith('/chat/') ? 'conversation' : 'page'} cannot be opened offline.` })
  return true
}

/** Keeps links, and the keys of new chats, from leading out of the app while there is no network. @returns the function that ends it */
export function guardLinks(): () => void {
  function click(event: MouseEvent) {
    const link = event.target instanceof Element && event.target.closest('a')
    if (!link || link.target || link.download || link.origin !== location.origin) return
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    // A place on this page.
    if (link.hash && link.pathname === location.pathname) return
    if (isOutOfReach(link.pathname)) event.preventDefault()
  }
  function press(event: KeyboardEvent) {
    const address = newChatOf(event)
    if (!address || !isOutOfReach(address)) return
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('click', click, true)
  document.addEventListener('keydown', press, true)
  return () => {
    document.removeEventListener('click', click, true)
    document.removeEventListener('keydown', press, true)
  }
}

const AGAIN_MS = 2_000

/**
 * Where a page that is renewed or opened does not come, Next would leave the app for the browser's error page, and take along what is
 * being written. Such requests wait for Numina here. Next's own `experimental.useOffline` would repeat actions as well, which may have
 * been done the first time.
 *
 * @returns the function that ends it
 */
export function keepPages(): () => void {
  const { fetch } = window
  async function fetchPatiently(...request: Parameters<typeof fetch>): Promise<Response> {
    for (;;) {
      try {
        return await fetch(...request)
      } catch (error) {
        // The network's errors are no other than these.
        if (!(error instanceof TypeError) || !isPage(request[1])) throw error
        await new Promise((done) => setTimeout(done, AGAIN_MS))
      }
    }
  }
  window.fetch = fetchPatiently
  return () => {
    window.fetch = fetch
  }
}

function isPage(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers)
  return headers.has('rsc') && !headers.has('next-router-prefetch')
}
