'use client'

import { useSyncExternalStore } from 'react'
import { MARKDOWN_MAX_CHARS } from '@/lib/chat/limits'
import { Markdown } from '../markdown/markdown'

const never = () => () => {}

/**
 * What a model wrote, on a page to read.
 *
 * @param late whether the server leaves it as it was written, for the browser to draw: it would hold up everybody else
 */
export function Words({ text, late }: { text: string; late: boolean }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (text.length <= MARKDOWN_MAX_CHARS && (inBrowser || !late)) return <Markdown text={text} />
  return (
    <div dir="auto" className="whitespace-pre-wrap text-reading [overflow-wrap:anywhere]">
      {text}
    </div>
  )
}
