import { MARKDOWN_AT_ONCE_CHARS } from '@/lib/chat/limits'
import { Words } from './words'

/** One turn of a conversation that is only read: nothing to press, nothing but words. */
export function Turn({ role, who, text }: { role: 'user' | 'assistant'; who: string; text: string }) {
  if (role === 'assistant') {
    return (
      <article aria-label={who}>
        <Words text={text} late={text.length > MARKDOWN_AT_ONCE_CHARS} />
      </article>
    )
  }
  return (
    <article aria-label={who} className="flex justify-end">
      <div
        dir="auto"
        className="max-w-4/5 whitespace-pre-wrap rounded-card bg-ink/6 px-4 py-2.5 text-reading [overflow-wrap:anywhere]"
      >
        {text}
      </div>
    </article>
  )
}
