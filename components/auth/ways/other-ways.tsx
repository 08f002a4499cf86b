import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'
import type { Provider } from '@/lib/ways/schema'
import { withCallback } from '../callback-url'
import { ProviderButtons } from './provider-buttons'

/** What there is besides a password. Nothing at all where there is nothing. */
export function OtherWays({
  providers,
  callbackUrl,
  withLink = false,
}: {
  providers: readonly Provider[]
  callbackUrl: string
  withLink?: boolean
}) {
  if (providers.length === 0 && !withLink) return null
  return (
    <section aria-label="Other ways" className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-ink-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <ProviderButtons providers={providers} callbackUrl={callbackUrl} />
      {withLink && (
        <Link href={withCallback('/sign-in/link', callbackUrl)} className={buttonStyles()}>
          E-mail me a link
        </Link>
      )}
    </section>
  )
}
