import { DataTable, type DataTableProps } from './data-table'

/** The same as a chart shows, to be read. */
export function AsTable(table: DataTableProps) {
  return (
    <details className="text-ink-muted">
      <summary className="w-fit cursor-pointer rounded-md py-1">As a table</summary>
      <DataTable {...table} className="mt-2 max-h-80 rounded-control" />
    </details>
  )
}
