'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { onLive } from '@/components/live/listeners'
import { MESSAGE_MAX_CHARS } from '@/lib/chat/limits'
import type { DraftDto } from '@/lib/drafts/schema'
import { getJson, putJson } from '../session/api'
import { readDraft, saveDraft } from '../session/storage'
import { DraftKeeper, type DraftServices } from './draft-keeper'
import { temporaryDraft } from './temporary-draft'

const servicesFor = (owner: string): DraftServices => ({
  readLocal: (key) => readDraft(owner, key),
  saveLocal: (key, draft) => saveDraft(owner, key, draft),
  read: async (key) => (await getJson<{ draft: DraftDto | null }>(`/api/drafts/${key}`)).draft,
  save: (key, text, base, isLast) => putJson(`/api/drafts/${key}`, { text, base }, isLast),
})

/** @param owner null for a temporary conversation, as everywhere here */
const placeOf = (owner: string | null) => (owner === null ? temporaryDraft : servicesFor(owner))

/** Leaves words for the next field with this key, with those that it has already. */
export function leaveWords(owner: string | null, key: string, words: string): void {
  const { readLocal, saveLocal } = placeOf(owner)
  const there = readLocal(key)
  // What the server has, or is being told, is still what these words are typed over.
  saveLocal(key, { ...there, text: there.text ? `${there.text}\n\n${words}` : words, isUnsaved: true })
}

/** Looking at another window for a moment is no reason to ask the server again. */
const LOOK_AT_MOST_EVERY_MS = 3_000

/**
 * Keeps what is typed in `field` across reloads and devices, under `key` (a conversation's id, `new`, or TEMPORARY_DRAFT). What was typed before the
 * page's script ran stays, and so does what was typed when the key changes (a new conversation gets its id).
 *
 * @param owner whose words they are, as `storage.ts` tells them apart; null for those of a temporary conversation
 * @param onShow called when the field has words that no key of this page has put there; must stay the same between renders
 * @returns `note`, to be called at every change; `clear`, when the words were sent; and the keeper itself
 */
export function useDraft(
  owner: string | null,
  key: string,
  field: RefObject<{ value: string } | null>,
  onShow: () => void,
) {
  const current = useRef<DraftKeeper>(null)
  const [keeper, setKeeper] = useState<DraftKeeper | null>(null)

  useEffect(() => {
    const show = (text: string) => {
      if (field.current) field.current.value = text
      onShow()
    }
    // The words move along; they do not stay behind as well.
    if (current.current && current.current.key !== key) current.current.clear()
    const typed = field.current?.value ?? ''
    const next = new DraftKeeper(key, typed, { services: placeOf(owner), show, maxChars: MESSAGE_MAX_CHARS })
    current.current = next
    setKeeper(next)
    onShow()
    return lookWhenBack(next)
  }, [owner, key, field, onShow])

  useEffect(() => {
    const flush = () => current.current?.flush()
    // The last words before a tab is closed or put to sleep.
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [])

  return {
    keeper,
    note: useCallback(() => current.current?.note(field.current?.value ?? ''), [field]),
    clear: useCallback(() => current.current?.clear(), []),
  }
}

/** Looks for words of another device now, when told of some, and whenever the person, or the network, comes back to this page. */
function lookWhenBack(keeper: DraftKeeper): () => void {
  let last = 0
  const look = () => {
    if (document.hidden || Date.now() - last < LOOK_AT_MOST_EVERY_MS) return
    last = Date.now()
    void keeper.look()
  }
  /** What was typed without a network has waited for this: there may be no later occasion. */
  const lookNow = () => {
    last = 0
    look()
  }
  look()
  const deafen = onLive((sign) => {
    if (sign.kind === 'draft' && sign.key === keeper.key && !document.hidden) keeper.hear(sign.version)
  })
  window.addEventListener('online', lookNow)
  window.addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
  return () => {
    deafen()
    window.removeEventListener('online', lookNow)
    window.removeEventListener('focus', look)
    document.removeEventListener('visibilitychange', look)
  }
}
