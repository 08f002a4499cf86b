import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

let kept: Event | null = null

/**
 * Closes a dialog by an Escape that nothing inside of it took (and stopped). Radix hears the key before everything else, or never: a note
 * that came later is above the dialog. A button with `data-escape` that ends something inside of it comes first.
 *
 * @returns what the content of the dialog takes
 */
export function escapes(close: () => void) {
  return {
    onEscapeKeyDown: (event: KeyboardEvent) => {
      // From elsewhere the key does not come by.
      if (!(event.target as Element).closest('[role$="dialog"]')) return
      kept = event
      event.preventDefault()
    },
    onKeyDown: (event: ReactKeyboardEvent) => {
      const { key, nativeEvent } = event
      // While an input method composes a word the key gives up the word.
      if (key !== 'Escape' || nativeEvent.isComposing) return
      if (event.defaultPrevented && nativeEvent !== kept) return
      event.stopPropagation()
      const inner = event.currentTarget.querySelector<HTMLElement>('[data-escape]')
      if (inner) inner.click()
      else close()
    },
  }
}
