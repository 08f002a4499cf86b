import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import type { Segment } from '@/lib/search/schema'
import type { Entry } from './entry'

/** One line of the palette, or two when there is a snippet. */
export function EntryRow({ entry }: { entry: Entry }) {
  const { icon: Icon, emoji, label, segments, snippet, note, shortcut, danger } = entry
  return (
    <>
      {emoji ? (
        <span aria-hidden className="w-4 shrink-0 text-center">
          {emoji}
        </span>
      ) : (
        <Icon aria-hidden className={cn('size-4 shrink-0', danger ? 'text-danger' : 'text-ink-muted')} />
      )}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-3">
          <span dir="auto" className={cn('min-w-0 flex-1 truncate', danger && 'text-danger')}>
            {segments ? <Marked segments={segments} /> : label}
          </span>
          {note && <span className="shrink-0 text-ink-muted text-xs tabular-nums">{note}</span>}
          {shortcut && <Kbd className="shrink-0 self-center">{shortcut}</Kbd>}
        </span>
        {snippet && (
          <span dir="auto" className="line-clamp-2 break-words text-ink-muted text-xs leading-5">
            <Marked segments={snippet} />
          </span>
        )}
      </span>
    </>
  )
}

/** What was looked for stands out by weight and ground, not by colour alone. */
function Marked({ segments }: { segments: readonly Segment[] }) {
  return segments.map(({ text, isMatch }, at) =>
    isMatch ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in its order.
      <mark key={at} className="rounded-xs bg-accent-soft font-medium text-ink">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
