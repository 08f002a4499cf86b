'use client'

import { useEffect } from 'react'
import { onLive } from '@/components/live/listeners'
import type { LiveSign } from '@/lib/live/schema'
import { refreshConversations } from './list/conversations'
import { type FurtherDown, NOTHING, together } from './list/data/further-down'
import { everySession, findSession } from './session/sessions'

/** Signs come in groups; the list is read once for those that come this close together … */
const GATHER_MS = 50
/** … and not more often than this. */
const AT_MOST_EVERY_MS = 300

/** Shows in this window what happens to conversations in others. */
export function LiveUpdates() {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let readAt = 0
    let about = NOTHING
    const refreshList = (more: FurtherDown) => {
      about = together(about, more)
      timer ??= setTimeout(
        () => {
          timer = undefined
          readAt = Date.now()
          refreshConversations(about)
          about = NOTHING
        },
        Math.max(GATHER_MS, readAt + AT_MOST_EVERY_MS - Date.now()),
      )
    }
    const end = onLive((sign) => {
      if (sign.kind === 'refetch') refreshList('all')
      // What is written in comes to the top.
      else if (sign.kind === 'reply') refreshList(NOTHING)
      else if (sign.kind === 'conversations') refreshList(sign.ids === 'all' ? 'all' : new Set(sign.ids))
      tellSessions(sign)
    })
    return () => {
      end()
      clearTimeout(timer)
    }
  }, [])
  return null
}

function tellSessions(sign: LiveSign): void {
  if (sign.kind === 'reply') findSession(sign.conversationId)?.hearReply(sign)
  else if (sign.kind === 'refetch' || (sign.kind === 'conversations' && sign.ids === 'all')) {
    for (const session of everySession()) void session.refresh()
  } else if (sign.kind === 'conversations') {
    for (const id of sign.ids) void findSession(id)?.refresh()
  }
}
