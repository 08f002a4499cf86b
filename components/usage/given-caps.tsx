import { Notice } from '@/components/ui/notice'
import type { UsageView } from '@/lib/usage/schema'
import { sayNumber } from './words'

/** What somebody who manages this Numina allows the person, and who that is. */
export function GivenCaps({ given, locale }: { given: UsageView['given']; locale: string }) {
  if (!given) return null
  const amounts = (['day', 'month'] as const)
    .filter((which) => given[which] !== null)
    .map((which) => `${sayNumber(given[which] ?? 0, locale)} a ${which}`)
  return (
    <Notice>
      {given.by ?? 'Whoever runs this Numina'} set a limit for your account: {amounts.join(' and ')} messages
      at most. If you need more, ask there; what you set yourself can only be less.
    </Notice>
  )
}
