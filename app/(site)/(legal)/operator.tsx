import { Part } from '@/components/legal/legal-text'
import { getEnv } from '@/lib/env'

/** Who runs this Numina, as the environment says. */
export function readOperator() {
  const env = getEnv()
  return {
    name: env.OPERATOR_NAME ?? null,
    address: env.OPERATOR_ADDRESS?.split(';').map((line) => line.trim()) ?? [],
    email: env.OPERATOR_EMAIL ?? null,
    jurisdiction: env.OPERATOR_JURISDICTION ?? null,
    site: new URL(env.NEXTAUTH_URL).host,
  }
}

/** Name, address and contact; or that they are missing, which a reader should know. */
export function Operator() {
  const { name, address, email, site } = readOperator()
  return (
    <Part title="Who runs it">
      {name ? (
        <address className="not-italic">
          {[name, ...address].map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
      ) : (
        <p>
          Whoever runs the Numina at {site} has not given their name yet. Ask whoever told you of it before
          you trust it with anything.
        </p>
      )}
      {email && (
        <p>
          Contact:{' '}
          <a href={`mailto:${email}`} className="text-accent underline underline-offset-2">
            {email}
          </a>
        </p>
      )}
    </Part>
  )
}

/** When the words of a page last changed in a way that matters. */
export function Version({ of }: { of: string }) {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(of))
  return (
    <p className="text-ink-muted">
      Version of <time dateTime={of}>{day}</time>.
    </p>
  )
}
