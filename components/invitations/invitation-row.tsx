import { Button } from '@/components/ui/button'
import type { InvitationDto } from '@/lib/ways/schema'

const STATES: Record<InvitationDto['state'], (until: string) => string> = {
  open: (until) => `open until ${until}`,
  accepted: () => 'accepted',
  revoked: () => 'taken back',
  expired: (until) => `ended on ${until}`,
}

export function InvitationRow({
  invitation: { email, role, by, state },
  until,
  busy,
  onRevoke,
}: {
  invitation: InvitationDto
  until: string
  busy: boolean
  onRevoke: () => void
}) {
  const facts = [role === 'admin' && 'admin', STATES[state](until), by && `by ${by}`]
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">{email}</p>
        <p className="text-ink-muted">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {state === 'open' && (
        <Button
          size="sm"
          aria-label={`Take back the invitation to ${email}`}
          loading={busy}
          onClick={onRevoke}
        >
          Take back
        </Button>
      )}
    </li>
  )
}
