import Link from 'next/link'
import { SEATS_MAX } from '@/lib/billing/limits'
import type { Plan, SeatNeeds } from '@/lib/billing/schema'
import { CountField } from '../fields/count-field'

/** How many seats of a plan, in a team; elsewhere nobody else could use them, which is said. */
export function SeatsField({
  plan: { hasSeats },
  needs: { isTeam, least },
  value,
  onChange,
}: {
  plan: Plan
  needs: SeatNeeds
  value: string
  onChange: (value: string) => void
}) {
  if (!hasSeats)
    return least > 1 ? (
      <p className="text-ink-muted">
        This plan has one seat: the owner writes, and everybody else in this team can read.
      </p>
    ) : null
  if (!isTeam)
    return (
      <p className="text-ink-muted">
        One seat: this workspace is yours alone. Seats for others are bought in a team of its own, which you
        make under{' '}
        <Link href="/settings/team" className="text-accent underline underline-offset-2">
          Team
        </Link>
        .
      </p>
    )
  return (
    <CountField
      name="seats"
      label="Seats"
      help={
        least > 1
          ? `At least ${least}, for members and invitations. What all seats bring is shared in your team.`
          : 'One for each member. What all seats bring is shared in your team.'
      }
      min={least}
      max={SEATS_MAX}
      value={value}
      onChange={onChange}
      className="sm:max-w-72"
    />
  )
}
