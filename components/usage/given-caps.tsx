import { Notice } from '@/components/ui/notice'
import type { UsageView } from '@/lib/usage/schema'
import { sayNumber } from './words'

/** What somebody who manages this Numina, or the team, allows the person, and who that is. */
export function GivenCaps({
  given,
  inTeam = false,
  locale,
}: {
  given: UsageView['given']
  inTeam?: boolean
  locale: string
}) {
  if (!given) return null
  const amounts = (['day', 'month'] as const)
    .filter((which) => given[which] !== null)
    .map((which) => `${sayNumber(given[which] ?? 0, locale)} a ${which}`)
  return (
    <Notice>
      {given.by ?? (inTeam ? 'Whoever manages this team' : 'Whoever runs this Numina')} set a limit for{' '}
      {inTeam ? 'you in this team' : 'your account'}: {amounts.join(' and ')} messages at most. If you need
      more, ask there; what you set yourself can only be less.
    </Notice>
  )
}
