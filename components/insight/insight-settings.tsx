'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Segmented } from '@/components/ui/form/segmented'
import { Switch } from '@/components/ui/form/switch'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import type { Result } from '@/lib/core/result'
import { changeInsight, turnOffInsight, turnOnInsight } from '@/lib/insight/actions'
import type { Adaptation } from '@/lib/insight/limits'
import type { InsightSettings as Settings } from '@/lib/insight/schema'
import { keepInsightState } from './use-insight-state'
import { plural } from './words'

const ADAPTATIONS: readonly { value: Adaptation; label: string }[] = [
  { value: 'strongly', label: 'Strongly' },
  { value: 'gently', label: 'Gently' },
  { value: 'never', label: 'Never' },
]

const ADAPTS: Record<Adaptation, string> = {
  strongly: 'Tone and pace follow how you seem to feel; when you seem low, it listens before it advises.',
  gently: 'The tone follows a little; what you ask is answered as always.',
  never: 'Answers are the same however you seem to feel. Readings are still made, for you to see.',
}

/** Turns emotional insight on and off, and says how much the assistant heeds it. */
export function InsightSettings({ initial }: { initial: Settings }) {
  const router = useRouter()
  const [settings, setSettings] = useState(initial)
  const [busy, setBusy] = useState<'on' | 'pause' | 'adapt' | null>(null)
  const [asks, setAsks] = useState(false)
  const [withOwn, setWithOwn] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)
  const { isOn, isPaused, adapt, counts } = settings

  async function change(what: NonNullable<typeof busy>, action: () => Promise<Result<Partial<Settings>>>) {
    if (busy) return false
    setBusy(what)
    setError(null)
    setSaved(false)
    const result = await callAction(action)
    setBusy(null)
    if (!result.ok) {
      setError(result.error)
      return false
    }
    const next = { ...settings, ...result.data }
    setSettings(next)
    keepInsightState(next)
    return true
  }

  async function turn(on: boolean) {
    if (!on) return setAsks(true)
    if (await change('on', () => turnOnInsight(undefined))) router.refresh()
  }

  async function turnOff() {
    const isDone = await change('on', () => turnOffInsight({ withOwn }))
    setAsks(false)
    if (isDone) router.refresh()
  }

  const own = counts.checkIns + counts.reflections
  return (
    <div id="emotional-insight" className="flex scroll-mt-8 flex-col gap-5">
      <Switch
        id="insight-on"
        label="Read how my messages feel"
        help="When you send a message, a small model on this server reads which feelings its words show, how sure that is, and why. You see it at each message and can correct it. The text goes nowhere else for this, no other person sees the result, and it decides nothing about you. So that answers can adapt, a sentence about it goes along to the model you chat with, unless you choose “Never”. Temporary conversations, quotes and code are never read."
        isOn={isOn}
        isBusy={busy === 'on'}
        onChange={(on) => void turn(on)}
      />
      {isOn && (
        <>
          <Switch
            id="insight-paused"
            label="Pause"
            help="While it is paused nothing is read. What was read stays."
            isOn={isPaused}
            isBusy={busy === 'pause'}
            onChange={(on) => void change('pause', () => changeInsight({ isPaused: on }))}
          />
          <Segmented
            legend="Answers adapt to how I seem to feel"
            name="insight-adapt"
            options={ADAPTATIONS}
            value={adapt}
            onChange={(value) =>
              void change('adapt', () => changeInsight({ adapt: value })).then((isDone) => setSaved(isDone))
            }
            aside={
              <span role="status" className="text-ink-muted text-xs">
                {saved && 'Saved'}
              </span>
            }
            help={`${ADAPTS[adapt]} The words the model is told stand in “What the model sees”.`}
          />
          <p className="text-ink-muted">
            {plural(counts.readings, 'reading')}, {counts.corrections} of them corrected or confirmed by you.
          </p>
        </>
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <AlertDialog
        open={asks}
        onOpenChange={setAsks}
        title="Turn emotional insight off?"
        description={`${plural(counts.readings, 'reading')} will be deleted, with your corrections and what was learnt from them. This cannot be undone. Your conversations stay.`}
        confirm="Turn off and delete"
        pending={busy === 'on'}
        onConfirm={() => void turnOff()}
      >
        {own > 0 && (
          <Checkbox
            name="insight-with-own"
            label={`Also delete what I said myself: ${plural(counts.checkIns, 'check-in')} and ${plural(counts.reflections, 'reflection')}`}
            onChange={setWithOwn}
          />
        )}
      </AlertDialog>
    </div>
  )
}
