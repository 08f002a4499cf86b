import { buttonStyles } from '@/components/ui/button-styles'

const FORMATS = { csv: 'Download as CSV', json: 'Download as JSON' }

/** The security log of everybody, for the owner of the installation to take away. */
export function OwnerLog({ canDownload }: { canDownload: boolean }) {
  if (!canDownload)
    return (
      <p className="text-ink-muted">
        As the owner of this Numina you can download the security log of all accounts, once you have signed in
        with a second step.
      </p>
    )
  return (
    <div className="grid gap-3">
      <p className="text-ink-muted">
        Sign-ins, refusals and changes of all accounts of this Numina. That you took it is noted in it.
      </p>
      <div className="flex flex-wrap gap-2">
        {Object.entries(FORMATS).map(([format, words]) => (
          <a key={format} href={`/api/audit?format=${format}`} download className={buttonStyles()}>
            {words}
          </a>
        ))}
      </div>
    </div>
  )
}
