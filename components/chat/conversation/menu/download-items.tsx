'use client'

import { FileDown, FileJson, Printer } from 'lucide-react'
import { MenuItem } from '@/components/ui/overlay/dropdown-menu'

/** The conversation as a file, or on paper. */
export function DownloadItems({ id }: { id: string }) {
  return (
    <>
      <MenuItem asChild>
        <a href={`/api/conversations/${id}/export?format=markdown`} download>
          <FileDown aria-hidden />
          Download as Markdown
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/conversations/${id}/export?format=json`} download>
          <FileJson aria-hidden />
          Download as JSON
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/chat/${id}/print`} target="_blank" rel="noopener">
          <Printer aria-hidden />
          Print
        </a>
      </MenuItem>
    </>
  )
}
