'use client'

import { Segmented } from '@/components/ui/form/segmented'
import { Switch } from '@/components/ui/form/switch'
import type { Adaptation } from '@/lib/insight/limits'
import type { InsightChange, InsightSettings } from '@/lib/insight/schema'
import { plural } from '../words'

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

type DetailsProps = {
  settings: InsightSettings
  isPausing: boolean
  saved: boolean
  onChange: (change: InsightChange) => void
}

/** Pausing, and how much answers adapt: for those who have it on. */
export function Details({ settings, isPausing, saved, onChange }: DetailsProps) {
  const { isPaused, adapt, counts } = settings
  return (
    <>
      <Switch
        id="insight-paused"
        label="Pause"
        help="While it is paused nothing is read. What was read stays."
        isOn={isPaused}
        isBusy={isPausing}
        onChange={(on) => onChange({ isPaused: on })}
      />
      <Segmented
        legend="Answers adapt to how I seem to feel"
        name="insight-adapt"
        options={ADAPTATIONS}
        value={adapt}
        onChange={(value) => onChange({ adapt: value })}
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
  )
}
