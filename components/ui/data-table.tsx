import type { ReactNode } from 'react'
import { cn } from './cn'
import { Scrollable } from './scrollable'

export type DataTableProps = {
  caption: string
  columns: readonly string[]
  /** The first cell names its row, and is its key. */
  rows: readonly (readonly [string, ...ReactNode[]])[]
}

/** A table that scrolls by itself, each row named by its first cell. Figures stand at the end of their cells, on one line. */
export function DataTable({
  caption,
  columns,
  rows,
  isFigures = false,
  className,
}: DataTableProps & { isFigures?: boolean; className?: string }) {
  const content = isFigures ? 'whitespace-nowrap text-end' : 'text-start'
  return (
    <Scrollable label={caption} className={cn('overflow-auto border', className)}>
      <table className="w-full text-start tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface-sunken">
          <tr>
            {columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={cn('px-3 py-2 font-medium', at === 0 ? 'text-start' : content)}
              >
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
              {cells.map((cell, at) => (
                <td key={columns[at + 1]} className={cn('px-3 py-1.5', content)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}
