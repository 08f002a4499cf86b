'use client'

import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { refreshModels } from '@/components/chat/conversation/models'
import { ModelField } from '@/components/models/model-field'
import { SettingsFields } from '@/components/models/settings-fields'
import { updatePersonalModels } from '@/lib/models/actions'
import type { ModelSettings, ModelSettingsView, PersonalModelsInput } from '@/lib/models/schema'
import { SaveStatus } from '../save-status'
import { useAutosave } from '../use-autosave'
import { SaveProblem } from './save-problem'

/** What this person's conversations begin with. */
export function PersonalModels({ view }: { view: ModelSettingsView }) {
  const { models, personal, workspace } = view
  const model = usePersonal('defaultModel', personal.defaultModel)
  const settings = usePersonal('settings', personal.settings)
  const above = workspace.model ? 'As in this workspace' : 'The first that can be reached'
  return (
    <>
      <ModelField
        name="default-model"
        label="Model"
        help="What a new conversation begins with. Each can have another."
        aside={<SaveStatus state={model.state} onRetry={model.flush} />}
        models={models}
        value={model.value ?? null}
        none={above}
        onChange={model.choose}
      />
      <SaveProblem state={model.state} />
      <details className="group">
        <summary className="flex cursor-pointer items-center justify-between gap-3 rounded-sm font-medium">
          Temperature and the like
          <SaveStatus state={settings.state} onRetry={settings.flush} />
        </summary>
        <div className="pt-5">
          <SettingsFields
            scope="personal"
            value={settings.value as ModelSettings}
            above={workspace.settings}
            onChange={settings.type}
          />
          <SaveProblem state={settings.state} />
        </div>
      </details>
    </>
  )
}

/** One of the person's wishes, saved by itself. */
export function usePersonal<K extends keyof PersonalModelsInput>(
  key: K,
  initial: NonNullable<PersonalModelsInput[K]> | null,
) {
  const save = useCallback(
    async (value: PersonalModelsInput[K] | null) => {
      const result = await callAction(() => updatePersonalModels({ [key]: value }))
      if (result.ok) refreshModels()
      return result
    },
    [key],
  )
  return useAutosave<PersonalModelsInput[K] | null>(initial, save)
}
