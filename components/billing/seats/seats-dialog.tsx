'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import { changeSeats, previewSeats } from '@/lib/billing/actions'
import { SEATS_MAX } from '@/lib/billing/limits'
import type { SeatsPreview } from '@/lib/billing/schema'
import { CountField, isCount } from '../fields/count-field'
import { costWords, DONE, doWords, seatWords } from './seat-words'

const TITLES = { add: 'Add seats', keep: 'Keep seats', giveUp: 'Give up seats' } as const

type SeatsDialogProps = {
  kind?: SeatsPreview['kind']
  /** How many it begins with. */
  count?: number
  /** How many there can be; all of them when seats are kept. */
  most?: number | undefined
  locale: string
  timeZone: string
  onClose: () => void
  /** The seats are there. */
  onDone?: () => void
}

/** Seats are added, kept or given up: what it costs is reckoned by Stripe before anything is done. */
export default function SeatsDialog({
  kind = 'add',
  count: initial = 1,
  most = SEATS_MAX,
  locale,
  timeZone,
  onClose,
  onDone,
}: SeatsDialogProps) {
  const router = useRouter()
  const [typed, setTyped] = useState(String(kind === 'keep' ? most : initial))
  const [preview, setPreview] = useState<SeatsPreview | null>(null)
  const [bank, setBank] = useState<string | null>(null)
  const { error, setError, pending, run } = useCall()
  const { call, dialog } = useProof()
  const count = Number(typed)
  const isSound = isCount(count, most)
  const look = () => {
    const by = kind === 'giveUp' ? -count : count
    return run(() => callAction(() => previewSeats({ by })), setPreview)
  }
  const first = useRef(look)
  useEffect(() => void first.current(), [])

  async function go(offer: SeatsPreview) {
    const { from, to, at, key } = offer
    const isDone = await run(
      () => call(() => changeSeats({ from, to, at, key })),
      ({ url }) => (url ? setBank(url) : finish(offer)),
    )
    // What was refused is reckoned anew before it is tried again.
    if (!isDone) setPreview(null)
  }
  function finish({ from, to }: SeatsPreview) {
    toast({ title: DONE[kind](seatWords(Math.abs(to - from))) })
    router.refresh()
    onDone?.()
    onClose()
  }

  return (
    <Dialog open onOpenChange={onClose} title={TITLES[kind]}>
      {bank ? (
        <AtTheBank url={bank} />
      ) : (
        <>
          {kind !== 'keep' && (
            <CountField
              name="by"
              label="How many"
              max={most}
              value={typed}
              onChange={(value) => {
                setTyped(value)
                setPreview(null)
                setError(null)
              }}
            />
          )}
          <ul aria-live="polite" className="flex min-h-12 list-disc flex-col gap-1 ps-5 tabular-nums">
            {preview && costWords(preview, { locale, timeZone }).map((line) => <li key={line}>{line}</li>)}
          </ul>
          {error && (
            <Notice tone="danger" live>
              {error.message}
            </Notice>
          )}
          <div className="flex flex-wrap justify-end gap-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant={preview ? 'primary' : 'secondary'}
              loading={pending}
              disabled={!isSound}
              onClick={() => void (preview ? go(preview) : look())}
            >
              {preview ? doWords(preview, locale) : 'See what it costs'}
            </Button>
          </div>
        </>
      )}
      {dialog}
    </Dialog>
  )
}

/** A bank that wants to see who pays does so on a page of Stripe's. */
function AtTheBank({ url }: { url: string }) {
  return (
    <>
      <p>
        Your bank wants you to confirm this payment. Nothing is charged before you do, and the seats are there
        right after. Come back here then.
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <a href="/settings/billing?from=portal" className={buttonStyles({ variant: 'ghost' })}>
          I have confirmed it
        </a>
        <a href={url} target="_blank" rel="noreferrer" className={buttonStyles({ variant: 'primary' })}>
          Confirm at Stripe
        </a>
      </div>
    </>
  )
}
