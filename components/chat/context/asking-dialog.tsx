'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { SettingsFields } from '@/components/models/settings-fields'
import { SaveStatus } from '@/components/settings/save-status'
import { useAutosave } from '@/components/settings/use-autosave'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { Dialog } from '@/components/ui/overlay/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { changeAsking } from '@/lib/chat/actions'
import { INSTRUCTIONS_MAX_CHARS } from '@/lib/chat/limits'
import type { Asking, AskingView } from '@/lib/chat/schema'
import type { ModelDto, ModelSettings } from '@/lib/models/schema'
import { getQueryClient } from '../list/query-client'
import { getJson } from '../session/api'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { refreshContext } from './refresh-context'

type AskingDialogProps = {
  session: ConversationSession
  /** The model that answers here; undefined while the models are looked up. */
  model: ModelDto | undefined
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** How the model of this conversation is asked: instructions, temperature and the like. Saved as it is entered. */
export function AskingDialog({ session, model, open, onOpenChange }: AskingDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Instructions and settings"
      description="For this conversation, from the next answer on. What you leave empty is as in your settings."
      className="max-w-lg"
    >
      <AskingRead session={session} model={model} />
    </Dialog>
  )
}

/** There only while the dialog is open: a form begins with what it is given, so each opening reads anew. */
function AskingRead({ session, model }: Pick<AskingDialogProps, 'session' | 'model'>) {
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  const begun = useSessionState(session, (state) => state.asking)
  const { data, error, refetch } = useQuery(
    {
      queryKey: ['asking', session.id],
      queryFn: async ({ signal }) => {
        await saving
        return getJson<AskingView>(`/api/conversations/${session.id}/asking`, signal)
      },
      enabled: exists,
      staleTime: 0,
      gcTime: 0,
    },
    getQueryClient(),
  )
  if (!exists) {
    const view = { instructions: begun?.instructions ?? '', settings: begun?.settings ?? {}, above: {} }
    return <AskingForm session={session} view={view} model={model} />
  }
  if (data) return <AskingForm session={session} view={data} model={model} />
  if (!error) return <Skeleton className="h-60" />
  return (
    <ErrorState
      title="This could not be read"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {error.message}
    </ErrorState>
  )
}

/** What is on its way when the dialog closes: whoever opens it again reads what it has left. */
let saving: Promise<unknown> = Promise.resolve()

/** A conversation that has not begun takes what is entered along with its first message. */
async function save(session: ConversationSession, change: Asking) {
  if (session.state.phase === 'ready') {
    const request = callAction(() => changeAsking({ id: session.id, ...change }))
    saving = saving.then(() => request)
    const result = await request
    if (result.ok) refreshContext(session.id)
    return result
  }
  session.store.patch({ asking: { ...session.state.asking, ...change } })
  return { ok: true as const }
}

function AskingForm({
  session,
  view,
  model,
}: {
  session: ConversationSession
  view: AskingView
  model: ModelDto | undefined
}) {
  const saveInstructions = useCallback((instructions: string) => save(session, { instructions }), [session])
  const saveSettings = useCallback((settings: ModelSettings) => save(session, { settings }), [session])
  const instructions = useAutosave(view.instructions, saveInstructions)
  const settings = useAutosave(view.settings, saveSettings)
  return (
    <div className="flex flex-col gap-6">
      <Field
        name="conversation-instructions"
        label="Instructions"
        help="Come after yours and the folder's, and count more."
        aside={<SaveStatus state={instructions.state} onRetry={instructions.flush} />}
        error={instructions.state.status === 'failed' ? instructions.state.message : undefined}
      >
        <Textarea
          rows={4}
          dir="auto"
          maxLength={INSTRUCTIONS_MAX_CHARS}
          defaultValue={instructions.value}
          placeholder="Answer in French. I am preparing an exam."
          onInput={({ currentTarget }) => instructions.type(currentTarget.value)}
          onBlur={() => void instructions.flush()}
        />
      </Field>
      <div className="flex justify-end empty:hidden">
        <SaveStatus state={settings.state} onRetry={settings.flush} />
      </div>
      <SettingsFields
        scope="conversation"
        value={settings.value}
        above={view.above}
        model={model}
        onChange={settings.type}
      />
    </div>
  )
}
