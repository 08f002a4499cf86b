'use client'

import { Notice } from '@/components/ui/notice'
import type { ImportDto } from '@/lib/transfer/schema'
import { explainEnd, explainSkipped } from './words'

/** How an import ended, and what did not come along, with the reasons. */
export function ImportReport({ result }: { result: ImportDto }) {
  const tone = result.status === 'done' ? 'success' : result.status === 'failed' ? 'danger' : 'info'
  const { skipped } = result.report
  return (
    <div className="flex flex-col gap-3">
      <Notice tone={tone}>{explainEnd(result)}</Notice>
      {skipped.length > 0 && (
        <details className="rounded-control border px-3.5 py-3">
          <summary className="font-medium">What did not come along, or came changed</summary>
          <ul className="mt-3 flex flex-col gap-2.5">
            {skipped.map((entry) => (
              <li key={entry.reason}>
                {explainSkipped(entry)}
                {entry.examples.length > 0 && (
                  <span className="block truncate text-ink-muted text-xs">
                    {entry.examples.map((title) => `“${title}”`).join(', ')}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
