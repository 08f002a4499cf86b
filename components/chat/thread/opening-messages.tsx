import { MARKDOWN_AT_ONCE_CHARS } from '@/lib/chat/limits'
import { textOf } from '../transport/transport'
import { MessageRow } from './message-row'
import type { Row } from './use-thread'

/** About a screenful. */
const MOST_ROWS = 6

/**
 * The end of the thread as the server renders it, so that there is something to read before any script runs. The box grows upwards
 * (`flex-col-reverse`), so it is at its end without one. The list proper takes its place in the browser.
 */
export function OpeningMessages({ rows, busy }: { rows: readonly Row[]; busy: boolean }) {
  const from = firstToShow(rows)
  return (
    <div className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto">
      <div className="mb-auto pt-14 pb-6">
        {rows.slice(from).map((row, i) => (
          <MessageRow
            key={row.id}
            message={row.message}
            position={from + i + 1}
            isLast={from + i === rows.length - 1}
            busy={busy}
          />
        ))}
      </div>
    </div>
  )
}

function firstToShow(rows: readonly Row[]): number {
  let from = rows.length
  let characters = 0
  while (from > 0 && rows.length - from < MOST_ROWS) {
    const message = rows[from - 1]?.message
    characters += message ? textOf(message).length : 0
    if (characters > MARKDOWN_AT_ONCE_CHARS) break
    from -= 1
  }
  return from
}
