import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'
import { useConversation } from '../../conversation/context'
import type { ConversationSession } from '../../session/conversation-session'
import { removeMessage } from '../../session/deletion'
import { isAlone, stepOf } from './step-of'

type List = Virtualizer<HTMLDivElement, HTMLDivElement>

/** The keys that go from message to message, and those that do something with the one that has the focus. */
export function useMessageKeys(list: List): void {
  const { session, focusComposer } = useConversation()
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented) return
      const { target } = event
      const from = target instanceof Element ? target.closest('[data-index]') : null
      const at = from && list.scrollElement?.contains(from) ? Number(from.getAttribute('data-index')) : null
      const step = stepOf(event, at !== null)
      if (step) {
        event.preventDefault()
        const next = at === null ? list.options.count - 1 : at + step
        if (next >= list.options.count) focusComposer()
        else focusMessage(list, Math.max(0, next))
      } else if (at !== null && target instanceof Element && target.matches('article, [data-key]')) {
        // A menu leaves the focus on its button: the message's keys are still meant.
        const article = target.closest('article')
        if (article && isAlone(event) && actOn(session, article, at, event.key, focusComposer))
          event.preventDefault()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [list, session, focusComposer])
}

function focusMessage(list: List, index: number): void {
  list.scrollToIndex(index, { align: 'auto' })
  // A row in sight takes the focus at once, so that the next key finds it there; another is drawn first.
  if (!focusRow(list, index)) requestAnimationFrame(() => focusRow(list, index))
}

function focusRow(list: List, index: number): boolean {
  const row = list.scrollElement?.querySelector(`[data-index="${index}"]`)
  const article = row?.querySelector<HTMLElement>('article')
  article?.focus({ preventScroll: true })
  return article != null
}

/** Presses the button of a message that has this key. @returns whether there is one */
function actOn(
  session: ConversationSession,
  article: HTMLElement,
  index: number,
  key: string,
  focusComposer: () => void,
): boolean {
  if (key === 'Escape') {
    session.stop()
    focusComposer()
  } else if (key === 'Delete' || key === 'Backspace') {
    const message = session.chat.messages[index]
    if (message) void removeMessage(session, message.id).then((gone) => gone && focusComposer())
  } else {
    const button = article.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(key)}"]:enabled`)
    if (!button) return false
    if (!button.hasAttribute('aria-haspopup')) button.click()
    else {
      // Menus open by the keys of a focused trigger, and give the focus back to it.
      button.focus()
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    }
  }
  return true
}
