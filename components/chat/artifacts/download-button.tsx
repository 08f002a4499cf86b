'use client'

import { Download } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'

/** Saves text as a file. */
export function DownloadButton({ name, text }: { name: string; text: string }) {
  function save() {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    // The browser reads the address after this; a moment later it has.
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <IconButton label={`Download ${name}`} size="sm" onClick={save}>
      <Download />
    </IconButton>
  )
}
