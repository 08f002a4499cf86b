'use client'

import { useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { offerFactor, removeFactor, renewRecoveryCodes, requirePasskeyStep } from '@/lib/factors/actions'
import type { FactorState, TotpOffer } from '@/lib/factors/schema'

/** Shown after a press alone, and then there is a connection. */
const RecoveryCodes = later(() => import('./recovery-codes').then((module) => module.RecoveryCodes))
const TotpSetup = later(() => import('./totp-setup').then((module) => module.TotpSetup))

type View =
  | { is: 'state' }
  | { is: 'setup'; offer: TotpOffer }
  | { is: 'codes'; codes: string[] }
  | { is: 'removing' }

/** What is asked for after the password, an app's code or a passkey: setting it up, its recovery codes, turning it off. */
export function FactorSetting({ initial }: { initial: FactorState }) {
  const { call, dialog } = useProof()
  const [state, setState] = useState(initial)
  const [view, setView] = useState<View>({ is: 'state' })
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)

  async function run<T>(action: Parameters<typeof call<T>>[0], then: (data: T) => void) {
    setPending(true)
    setError(null)
    const result = await call(action)
    setPending(false)
    if (result?.ok) then(result.data)
    else if (result) setError(result.error)
  }

  function showCodes(codes: string[], hasApp = state.hasApp) {
    setState({ ...state, isOn: true, hasApp, recoveryCodesLeft: codes.length })
    setView({ is: 'codes', codes })
  }

  const setUp = () =>
    run(
      () => offerFactor(undefined),
      (offer) => setView({ is: 'setup', offer }),
    )
  const renew = () =>
    run(
      () => renewRecoveryCodes(undefined),
      ({ codes }) => showCodes(codes),
    )
  const askForPasskey = () =>
    run(
      () => requirePasskeyStep(undefined),
      ({ codes }) => showCodes(codes),
    )
  const remove = () =>
    run(
      () => removeFactor(undefined),
      () => {
        setState({ ...state, isOn: false, hasApp: false, recoveryCodesLeft: 0 })
        setView({ is: 'state' })
      },
    )

  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">{stateWords(state)}</p>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {view.is === 'setup' && (
        <TotpSetup
          offer={view.offer}
          onDone={(codes) => showCodes(codes, true)}
          onCancel={() => setView({ is: 'state' })}
        />
      )}
      {view.is === 'codes' && <RecoveryCodes codes={view.codes} onDone={() => setView({ is: 'state' })} />}
      {(view.is === 'state' || view.is === 'removing') && (
        <div className="flex flex-wrap gap-2">
          {!state.hasApp && (
            <Button loading={pending && view.is === 'state'} onClick={setUp}>
              Set up an authenticator app
            </Button>
          )}
          {!state.isOn && state.passkeys > 0 && (
            <Button loading={pending} onClick={askForPasskey}>
              Ask for a passkey
            </Button>
          )}
          {state.isOn && (
            <>
              <Button loading={pending && view.is === 'state'} onClick={renew}>
                Make new recovery codes
              </Button>
              <Button variant="ghost" onClick={() => setView({ is: 'removing' })}>
                Turn off
              </Button>
            </>
          )}
        </div>
      )}
      <AlertDialog
        open={view.is === 'removing'}
        onOpenChange={(open) => !open && setView({ is: 'state' })}
        title="Turn off the second step?"
        description="Your password alone will open your account again, and your recovery codes end."
        confirm="Turn off"
        pending={pending}
        onConfirm={remove}
      />
      {dialog}
    </div>
  )
}

function stateWords({ isOn, hasApp, passkeys, recoveryCodesLeft }: FactorState): string {
  if (!isOn) return 'Off. With a second step, whoever learns your password still cannot sign in.'
  const ways = [hasApp && 'the code of your authenticator app', passkeys > 0 && 'a passkey'].filter(Boolean)
  return `On. You sign in with your password and ${ways.join(' or ')}. ${codesLeft(recoveryCodesLeft)}`
}

function codesLeft(count: number): string {
  if (count === 0) return 'You have no recovery codes left: make new ones.'
  return `You have ${count} recovery ${count === 1 ? 'code' : 'codes'} left.`
}
