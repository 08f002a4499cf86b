import { MARKDOWN_AT_ONCE_CHARS } from '@/lib/chat/limits'
import type { MessageSize } from '@/lib/chat/server'
import { SHARED_PAGE, SHARED_PAGE_CHARS } from './limits'

/** @returns the messages in pages that the server draws in about a second: a message at least on each, however long it is */
export function cutPages(messages: readonly MessageSize[]): MessageSize[][] {
  let page: MessageSize[] = []
  const pages = [page]
  let chars = 0
  let markdown = 0
  for (const message of messages) {
    chars += message.chars
    markdown += drawnOf(message)
    const isFull =
      page.length === SHARED_PAGE || chars > SHARED_PAGE_CHARS || markdown > MARKDOWN_AT_ONCE_CHARS
    if (isFull && page.length > 0) {
      page = []
      pages.push(page)
      chars = message.chars
      markdown = drawnOf(message)
    }
    page.push(message)
  }
  return pages
}

/** What is longer is left to the browser. */
function drawnOf({ role, chars }: MessageSize): number {
  return role === 'assistant' && chars <= MARKDOWN_AT_ONCE_CHARS ? chars : 0
}
