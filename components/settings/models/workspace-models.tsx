'use client'

import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { refreshModels } from '@/components/chat/conversation/models'
import { ModelField } from '@/components/models/model-field'
import { SettingsFields } from '@/components/models/settings-fields'
import { updateWorkspaceModels } from '@/lib/models/actions'
import type { ModelSettingsView, WorkspaceModels as Wishes } from '@/lib/models/schema'
import { SaveStatus } from '../save-status'
import { useAutosave } from '../use-autosave'
import { SaveProblem } from './save-problem'

/** What everybody in the workspace begins with who has chosen nothing else. */
export function WorkspaceModels({ view }: { view: ModelSettingsView }) {
  const save = useCallback(async (wishes: Wishes) => {
    const result = await callAction(() => updateWorkspaceModels(wishes))
    if (result.ok) refreshModels()
    return result
  }, [])
  const { value, state, choose, type, flush } = useAutosave(view.workspace, save)
  return (
    <>
      <ModelField
        name="workspace-model"
        label="Model"
        help="For everybody in this workspace who has not chosen one."
        aside={<SaveStatus state={state} onRetry={flush} />}
        models={view.models}
        value={value.model}
        none="The first that can be reached"
        onChange={(model) => choose({ ...value, model })}
      />
      <details>
        <summary className="cursor-pointer rounded-sm font-medium">Temperature and the like</summary>
        <div className="pt-5">
          <SettingsFields
            scope="workspace"
            value={value.settings}
            above={{}}
            onChange={(settings) => type({ ...value, settings })}
          />
        </div>
      </details>
      <SaveProblem state={state} />
    </>
  )
}
