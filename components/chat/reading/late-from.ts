import { MARKDOWN_AT_ONCE_CHARS } from '@/lib/chat/limits'

/** @returns the place from which on there is more Markdown than the server draws at once */
export function lateFrom(messages: readonly { role: 'user' | 'assistant'; text: string }[]): number {
  let chars = 0
  const at = messages.findIndex(({ role, text }) => {
    if (role === 'assistant') chars += text.length
    return chars > MARKDOWN_AT_ONCE_CHARS
  })
  return at === -1 ? messages.length : at
}
