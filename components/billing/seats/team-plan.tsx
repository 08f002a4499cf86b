/** The plan of a team, for members who do not manage it, and whom to ask. */
export function TeamPlan({
  plan,
  seats,
  members,
  owners,
}: {
  plan: string
  seats: number | null
  members: number
  owners: readonly string[]
}) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        This team has {plan}
        {seats !== null && ` with ${seats} ${seats === 1 ? 'seat' : 'seats'}`}, and {members}{' '}
        {members === 1 ? 'member' : 'members'}.
      </p>
      <p className="text-ink-muted">
        Its plan, seats and invoices are managed by {owners.length > 0 ? owners.join(', ') : 'its owner'}. Ask
        there if you need more.
      </p>
    </div>
  )
}
