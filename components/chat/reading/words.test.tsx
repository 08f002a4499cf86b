import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { MARKDOWN_AT_ONCE_CHARS, MARKDOWN_MAX_CHARS } from '@/lib/chat/limits'
import { lateFrom } from './late-from'
import { Turn } from './turn'
import { Words } from './words'

const STARS = '**bold**\n  plain '

test('the server draws what is not too much for it, and hands the rest out as it was written', () => {
  const render = (text: string, late: boolean) => renderToStaticMarkup(<Words text={text} late={late} />)
  expect(render(STARS, false)).not.toContain('**bold**')
  expect(render(STARS, true)).toContain(
    `whitespace-pre-wrap text-reading [overflow-wrap:anywhere]">${STARS}<`,
  )
  expect(render(STARS.padEnd(MARKDOWN_MAX_CHARS + 1), false)).toContain(STARS)
})

test('a turn of a shared page that is too long is not drawn by the server', () => {
  const reply = { role: 'assistant', who: 'Numina' } as const
  const render = (length: number) => renderToStaticMarkup(<Turn {...reply} text={STARS.padEnd(length)} />)
  expect(render(MARKDOWN_AT_ONCE_CHARS)).not.toContain('**bold**')
  expect(render(MARKDOWN_AT_ONCE_CHARS + 1)).toContain('**bold**')
})

test('of many messages the first are drawn, by how much Markdown there is; questions are none', () => {
  const messageOf = (role: 'user' | 'assistant', length: number) => ({ role, text: 'x'.repeat(length) })
  const short = [messageOf('user', 100_000), messageOf('assistant', 23_000), messageOf('user', 5_000)]
  expect(lateFrom(short)).toBe(3)
  expect(lateFrom([...short, messageOf('assistant', 1_001), messageOf('assistant', 1)])).toBe(3)
})
