'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'
import { makePasskey } from '@/components/auth/passkeys/ask-authenticator'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { addPasskey, offerPasskey, removePasskey, renamePasskey } from '@/lib/factors/actions'
import type { PasskeyDto } from '@/lib/factors/schema'
import { PasskeyRow } from './passkey-row'

type Region = { locale: string; timeZone: string }

/** Signing in by fingerprint, face or a key: the passkeys there are, adding, naming and removing them. */
export function PasskeySettings({ initial, ...region }: { initial: PasskeyDto[] } & Region) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const [passkeys, setPasskeys] = useState(initial)
  const [removing, setRemoving] = useState<PasskeyDto | null>(null)
  const [pending, setPending] = useState(false)
  const [message, setMessage] = useState<{ tone: 'success' | 'danger'; text: string } | null>(null)
  const fail = ({ message: text }: Pick<ActionError, 'message'>) => setMessage({ tone: 'danger', text })

  function show(next: PasskeyDto[], text: string) {
    setPasskeys(next)
    setMessage({ tone: 'success', text })
    // The second step and the log on this page have changed, too.
    router.refresh()
  }

  async function add() {
    const question = await call(() => offerPasskey(undefined))
    if (!question) return
    if (!question.ok) return fail(question.error)
    const made = await makePasskey(question.data)
    if (!made.ok) return made.problem ? fail({ message: made.problem }) : undefined
    const added = await call(() => addPasskey(made.answer))
    if (added?.ok) show(added.data, 'Passkey added. Give it a name that tells you where it is.')
    else if (added) fail(added.error)
  }

  async function remove({ id }: PasskeyDto) {
    const removed = await call(() => removePasskey({ id }))
    setRemoving(null)
    if (removed?.ok) show(removed.data, 'Passkey removed. It opens nothing here any more.')
    else if (removed) fail(removed.error)
  }

  async function rename(id: string, name: string): Promise<ActionError | null> {
    const renamed = await call(() => renamePasskey({ id, name }))
    if (renamed && !renamed.ok) return renamed.error
    setPasskeys(passkeys.map((passkey) => (passkey.id === id ? { ...passkey, name } : passkey)))
    return null
  }

  async function run(work: () => Promise<void>) {
    setPending(true)
    setMessage(null)
    await work()
    setPending(false)
  }

  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">
        A passkey signs you in with your fingerprint, your face, or the PIN of a device or key. It is password
        and second step in one, and works on no other page than this.
      </p>
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="flex w-full flex-col divide-y rounded-card border">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              {...region}
              onRename={(name) => rename(passkey.id, name)}
              onRemove={() => setRemoving(passkey)}
            />
          ))}
        </ul>
      )}
      {message && (
        <Notice tone={message.tone} live>
          {message.text}
        </Notice>
      )}
      <Button loading={pending && !removing} onClick={() => run(add)}>
        Add a passkey
      </Button>
      <AlertDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title="Remove this passkey?"
        description={`“${removing?.name ?? ''}” will open your account no more. Remove it on the device, too, or it will still be suggested there.`}
        confirm="Remove"
        pending={pending}
        onConfirm={() => removing && run(() => remove(removing))}
      />
      {dialog}
    </div>
  )
}
