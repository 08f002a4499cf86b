import { Download } from 'lucide-react'
import { buttonStyles } from '@/components/ui/button-styles'

const FILES = [
  { href: '/api/export?format=json', label: 'Everything, as JSON' },
  { href: '/api/export?format=markdown', label: 'To read, as Markdown' },
]

/** All conversations as one file. */
export function ExportAll() {
  return (
    <>
      <p className="text-ink-muted">
        All your conversations in one file. JSON has every version of every message, and can be brought along
        to another Numina. Markdown is a zip with one file for each conversation, as you see it.
      </p>
      <div className="flex flex-wrap gap-2">
        {FILES.map(({ href, label }) => (
          <a key={href} href={href} download className={buttonStyles()}>
            <Download aria-hidden className="size-4" />
            {label}
          </a>
        ))}
      </div>
    </>
  )
}
