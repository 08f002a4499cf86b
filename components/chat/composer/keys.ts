import type { KeyboardEvent } from 'react'

/**
 * While an input method composes a word, the keys are its own: Enter chooses the word, Escape gives it up. `keyCode` 229 tells so in
 * Safari, which ends the composition before the key.
 */
export function isComposing(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}

/** Enter sends; with Shift it begins a new line. */
export function isSendKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event)
}
