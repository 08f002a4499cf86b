import type { Metadata } from 'next'
import { Part, Points } from '@/components/legal/legal-text'
import { Operator } from '../operator'

export const metadata: Metadata = { title: 'Cookies' }

const COOKIES = [
  { name: 'numina.session', what: 'keeps you signed in', until: '15 minutes, renewed while you are here' },
  { name: 'numina.refresh', what: 'renews it', until: '30 days after you were last here' },
  { name: 'numina.device', what: 'tells your browser from one that is new to your account', until: 'a year' },
  {
    name: 'numina.… while signing in',
    what: 'a sign-in that is half done: the second step, or the way to a provider and back',
    until: '10 minutes',
  },
  {
    name: 'next-auth.csrf-token, next-auth.callback-url',
    what: 'guard the way in',
    until: 'you close the browser',
  },
  {
    name: 'numina.zone',
    what: 'your time zone, when you leave for a provider to make an account',
    until: '10 minutes',
  },
  { name: 'numina-theme, numina-text-size, numina-motion', what: 'how it looks', until: 'a year' },
  { name: 'numina-rail, numina-folders', what: 'how you left the side bar', until: 'a year' },
]

export default function CookiesPage() {
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Cookies</h1>
      <p>
        Numina asks for no consent to cookies because it needs none: every cookie here is one without which
        what you asked for would not work, or remembers a choice you made. None follows you, none is anybody
        else's.
      </p>
      <Part title="What is stored in your browser">
        <dl className="flex flex-col divide-y rounded-card border">
          {COOKIES.map(({ name, what, until }) => (
            <div key={name} className="flex flex-col gap-0.5 px-4 py-3">
              <dt className="font-medium [overflow-wrap:anywhere]">{name}</dt>
              <dd>
                {what}; <span className="text-ink-muted">{until}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          Over TLS the names of the first ones begin with __Host- or __Secure-, so that no other site can set
          them.
        </p>
      </Part>
      <Part title="Besides cookies">
        <Points>
          <li>
            Messages that could not be sent and looks that could not be saved yet, and whether long lines of
            code are wrapped, stay in your browser's storage. Signing out removes what is unsent.
          </li>
          <li>
            Which artifact was open, and a temporary conversation, stay in their tab until it is closed.
          </li>
        </Points>
      </Part>
      <Operator />
    </>
  )
}
