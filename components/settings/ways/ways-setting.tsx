'use client'

import { KeyRound, Link2, Mail } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { explainSignInError } from '@/components/auth/sign-in-error'
import { useProof } from '@/components/auth/use-proof'
import { leaveFor } from '@/components/auth/ways/leave-for'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { beginLinking, unlinkIdentity } from '@/lib/ways/actions'
import type { IdentityDto, WaysDto } from '@/lib/ways/schema'
import { UnlinkDialog } from './unlink-dialog'

/** What a provider's answer leaves in the address. */
export type WayBack = { linked?: string | string[]; error?: string | string[] }

const UNREACHABLE = 'Numina could not be reached. Check the connection and try again.'

/** How the person signs in: password, mail, and accounts at providers, which can be linked and unlinked. */
export function WaysSetting({
  ways,
  back,
  timeZone,
  locale,
}: {
  ways: WaysDto
  back: WayBack
  timeZone: string
  locale: string
}) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState(() =>
    typeof back.error === 'string' ? explainSignInError(back.error) : null,
  )
  const [unlinking, setUnlinking] = useState<IdentityDto | null>(null)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const day = (iso: string) => format.format(new Date(iso))
  const linked = ways.identities.find(({ provider }) => provider.id === back.linked)

  async function link(provider: string) {
    setBusy(provider)
    setProblem(null)
    const result = await call(() => beginLinking({ provider }))
    if (result?.ok && (await leaveFor(provider, '/settings/security'))) return
    setBusy(null)
    if (result) setProblem(result.ok ? UNREACHABLE : result.error.message)
  }

  async function unlink({ id }: IdentityDto) {
    setBusy(id)
    setProblem(null)
    const result = await call(() => unlinkIdentity({ id }))
    setBusy(null)
    setUnlinking(null)
    if (result && !result.ok) setProblem(result.error.message)
    else if (result) router.replace('/settings/security', { scroll: false })
  }

  return (
    <div className="flex flex-col gap-4">
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      {linked && !problem && (
        <Notice tone="success" live>
          {linked.provider.name} opens your account from now on.
        </Notice>
      )}
      <ul className="flex flex-col divide-y rounded-card border">
        <Way icon={<KeyRound aria-hidden className="size-4" />} name="Password">
          {ways.hasPassword ? 'Set' : 'None. Set one under Account.'}
        </Way>
        <Way icon={<Mail aria-hidden className="size-4" />} name="Link by e-mail">
          {ways.emailVerified ? 'To your address' : 'To your address, which is not confirmed yet'}
        </Way>
        {ways.identities.map((identity) => (
          <Way
            key={identity.id}
            icon={<Link2 aria-hidden className="size-4" />}
            name={identity.provider.name}
            action={
              <Button
                size="sm"
                aria-label={`Unlink ${identity.provider.name}`}
                loading={busy === identity.id}
                onClick={() => setUnlinking(identity)}
              >
                Unlink
              </Button>
            }
          >
            {[identity.email, `linked ${day(identity.linkedAt)}`].filter(Boolean).join(' · ')}
          </Way>
        ))}
      </ul>
      {ways.linkable.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {ways.linkable.map(({ id, name }) => (
            <Button key={id} loading={busy === id} onClick={() => link(id)}>
              Link {name}
            </Button>
          ))}
        </div>
      )}
      <UnlinkDialog
        identity={unlinking}
        pending={busy === unlinking?.id}
        onCancel={() => setUnlinking(null)}
        onConfirm={unlink}
      />
      {dialog}
    </div>
  )
}

function Way({
  icon,
  name,
  action,
  children,
}: {
  icon: ReactNode
  name: string
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <span className="text-ink-muted">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-ink-muted [overflow-wrap:anywhere]">{children}</p>
      </div>
      {action}
    </li>
  )
}
