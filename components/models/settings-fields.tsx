'use client'

import { Segmented } from '@/components/ui/form/segmented'
import { MAX_TEMPERATURE } from '@/lib/models/limits'
import type { ModelDto, ModelSettings } from '@/lib/models/schema'
import { NumberField } from './number-field'

const EFFORTS = [
  { value: 'default', label: 'As usual' },
  { value: 'none', label: 'Off' },
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
] as const

type SettingsFieldsProps = {
  /** Begins the names of the fields: unique on the page. */
  scope: string
  value: ModelSettings
  /** What counts for a value that is not set. */
  above: ModelSettings
  /** The model they are for, when it is a certain one: what it does not take is not offered. */
  model?: ModelDto | undefined
  onChange: (value: ModelSettings) => void
}

/** How a model is asked: temperature and the like. */
export function SettingsFields({ scope, value, above, model, onChange }: SettingsFieldsProps) {
  const set = (change: ModelSettings) => onChange({ ...value, ...change })
  const usual = (key: 'temperature' | 'topP' | 'maxOutput') =>
    above[key]?.toLocaleString('en') ?? 'As the model has it'
  const samples = model?.samples ?? true
  return (
    <div className="flex flex-col gap-6">
      {samples ? (
        <div className="grid gap-6 sm:grid-cols-2">
          <NumberField
            name={`${scope}-temperature`}
            label="Temperature"
            help="0 is sober and repeatable, 1 is lively."
            value={value.temperature}
            placeholder={usual('temperature')}
            min={0}
            max={MAX_TEMPERATURE}
            onChange={(temperature) => set({ temperature })}
          />
          <NumberField
            name={`${scope}-top-p`}
            label="Top-p"
            help="Lower keeps to likely words. Change this or the temperature, not both."
            value={value.topP}
            placeholder={usual('topP')}
            min={0}
            max={1}
            onChange={(topP) => set({ topP })}
          />
        </div>
      ) : (
        <p className="text-ink-muted">{model?.label} takes no temperature and no top-p.</p>
      )}
      <NumberField
        name={`${scope}-max-output`}
        label="Longest reply, in tokens"
        help={
          model?.maxOutput
            ? `${model.label} can make ${model.maxOutput.toLocaleString('en')}.`
            : 'About three quarters as many words. A reply that is cut can be continued.'
        }
        value={value.maxOutput}
        placeholder={usual('maxOutput')}
        min={16}
        max={model?.maxOutput ?? 1_000_000}
        whole
        onChange={(maxOutput) => set({ maxOutput })}
      />
      {(model?.reasons ?? true) && (
        <Segmented
          legend="Thinking"
          name={`${scope}-reasoning`}
          help="How hard a model that thinks first does so. More takes longer and costs more."
          value={value.reasoning ?? 'default'}
          options={EFFORTS}
          onChange={(effort) => set({ reasoning: effort === 'default' ? undefined : effort })}
        />
      )}
    </div>
  )
}
