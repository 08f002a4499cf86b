import type { KeyboardEvent } from 'react'

/**
 * Enter sends; with Shift it begins a new line. While an input method composes a word, Enter chooses the word: `keyCode` 229 tells
 * so in Safari, which ends the composition before the key.
 */
export function isSendKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && event.keyCode !== 229
}
