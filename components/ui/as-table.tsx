import type { ReactNode } from 'react'
import { Scrollable } from './scrollable'

/** The same as a chart shows, to be read. */
export function AsTable({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: readonly string[]
  /** The first cell names its row, and is its key. */
  rows: readonly (readonly [string, ...ReactNode[]])[]
}) {
  return (
    <details className="text-ink-muted">
      <summary className="w-fit cursor-pointer rounded-md py-1">As a table</summary>
      <Scrollable label={caption} className="mt-2 max-h-80 overflow-auto rounded-control border">
        <table className="w-full text-start tabular-nums">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-surface-sunken">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 text-start font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row" className="whitespace-nowrap px-3 py-1.5 text-start font-normal text-ink">
                  {name}
                </th>
                {cells.map((content, at) => (
                  <td key={columns[at + 1]} className="px-3 py-1.5">
                    {content}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </details>
  )
}
