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
  /** What is being changed just now. */
  busy: string | null
  saved: boolean
  onChange: (change: InsightChange) => void
}

/** Pausing, and how much answers adapt: for those who have it on. */
export function Details({ settings, busy, saved, onChange }: DetailsProps) {
  const { isPaused, adapt, otherLanguages, counts } = settings
  return (
    <>
      <Switch
        id="insight-paused"
        label="Pause"
        help="While it is paused nothing is read. What was read stays."
        isOn={isPaused}
        isBusy={busy === 'pause'}
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
      <Switch
        id="insight-languages"
        label="Let the chat model read other languages"
        help="The model on this server reads English alone. With this, what you write in another language is sent once more to the model you begin conversations with, to be asked which feelings it shows. What it says counts for less, and it gives no words as reasons. Without a connected chat model nothing is read."
        isOn={otherLanguages}
        isBusy={busy === 'languages'}
        onChange={(on) => onChange({ otherLanguages: on })}
      />
      <p className="text-ink-muted">
        {plural(counts.readings, 'reading')}, {counts.corrections} of them corrected or confirmed by you.
      </p>
    </>
  )
}
