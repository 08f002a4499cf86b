'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Switch } from '@/components/ui/form/switch'
import { later, orReload } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/core/result'
import { changeInsight, turnOffInsight, turnOnInsight } from '@/lib/insight/actions'
import type { InsightChange, InsightSettings as Settings } from '@/lib/insight/schema'
import { keepInsightState } from './use-insight-state'

const Details = dynamic(() => orReload(import('./settings/details').then((module) => module.Details)), {
  loading: () => null,
})
const TurnOff = later(() => import('./settings/turn-off').then((module) => module.TurnOff))

/** Turns emotional insight on and off, and says how much the assistant heeds it. */
export function InsightSettings({ initial }: { initial: Settings }) {
  const router = useRouter()
  const [settings, setSettings] = useState(initial)
  const [busy, setBusy] = useState<'on' | 'pause' | 'adapt' | 'languages' | null>(null)
  const [asks, setAsks] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)
  const { isOn, counts } = settings

  async function run(what: NonNullable<typeof busy>, action: () => Promise<Result<Partial<Settings>>>) {
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
    if (await run('on', () => turnOnInsight(undefined))) router.refresh()
  }

  async function turnOff(withOwn: boolean) {
    const isDone = await run('on', () => turnOffInsight({ withOwn }))
    setAsks(false)
    if (isDone) router.refresh()
  }

  async function change(wish: InsightChange) {
    const what = wish.adapt ? 'adapt' : wish.isPaused === undefined ? 'languages' : 'pause'
    const isDone = await run(what, () => changeInsight(wish))
    setSaved(isDone && wish.adapt !== undefined)
  }

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
        <Details settings={settings} busy={busy} saved={saved} onChange={(wish) => void change(wish)} />
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {asks && (
        <TurnOff
          counts={counts}
          pending={busy === 'on'}
          onConfirm={(withOwn) => void turnOff(withOwn)}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  )
}
