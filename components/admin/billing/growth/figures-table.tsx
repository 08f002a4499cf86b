import { Scrollable } from '@/components/ui/scrollable'

/** A table of figures; each row is named by its first cell. */
export function FiguresTable({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}) {
  return (
    <Scrollable label={caption} className="overflow-x-auto rounded-card border">
      <table className="w-full text-start tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-surface-sunken">
          <tr>
            {columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={`whitespace-nowrap px-3 py-2 font-medium ${at === 0 ? 'text-start' : 'text-end'}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row" className="whitespace-nowrap px-3 py-2 text-start font-normal">
                {name}
              </th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]} className="whitespace-nowrap px-3 py-2 text-end">
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
