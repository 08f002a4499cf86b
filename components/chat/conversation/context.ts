'use client'

import { createContext, use } from 'react'
import type { ProfileDto } from '@/lib/accounts/schema'
import type { ConversationSession } from '../session/conversation-session'

/** Who reads here, and how they read dates. The same on the server and in the browser, whatever the browser's own zone is. */
export type Reader = Pick<ProfileDto, 'name' | 'timeZone' | 'locale' | 'rest'> & {
  /** Under which this browser keeps what they have not sent here: their id, and that of the workspace. */
  owner: string
}

export type ConversationContextValue = {
  session: ConversationSession
  reader: Reader
  /** Puts the cursor where the next message is written. */
  focusComposer(): void
  /** Takes away what stands there, unsent. */
  takeWords(): string
  /** Puts words there, below those that stand there. */
  giveWords(words: string): void
}

export const ConversationContext = createContext<ConversationContextValue | null>(null)

export function useConversation(): ConversationContextValue {
  const value = use(ConversationContext)
  if (!value) throw new Error('outside of a conversation')
  return value
}
