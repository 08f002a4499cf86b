import type { TeamLogEntry } from '@/lib/teams/schema'

const DEEDS: Record<TeamLogEntry['kind'], (about: string) => string> = {
  'team.created': () => 'made the team',
  'team.renamed': () => 'gave the team another name',
  'team.deleted': () => 'deleted the team',
  'team.invited': () => 'invited somebody',
  'team.invitation_revoked': () => 'took an invitation back',
  'team.joined': () => 'joined',
  'team.role_changed': (about) => `changed the role of ${about}`,
  'team.member_removed': (about) => `removed ${about}`,
  'team.left': () => 'left',
  'team.handed_over': (about) => `made ${about} the owner`,
}

type TeamLogProps = { entries: readonly TeamLogEntry[]; timeZone: string; locale: string }

/** What happened in a team, for those who manage it: deeds, never words. */
export function TeamLog({ entries, timeZone, locale }: TeamLogProps) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-md text-ink-muted">
        Show the last {entries.length}
      </summary>
      <ol className="mt-3 flex flex-col divide-y rounded-card border">
        {entries.map(({ id, kind, by, about, at }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5">
            <span className="[overflow-wrap:anywhere]">
              {by} {DEEDS[kind](about)}
            </span>
            <time dateTime={at} className="text-ink-muted">
              {format.format(new Date(at))}
            </time>
          </li>
        ))}
      </ol>
    </details>
  )
}
