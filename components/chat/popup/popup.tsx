'use client'

import { type Ref, useRef, useState } from 'react'
import { readPrompt } from '@/components/prompts/prompts'
import { findVariables } from '@/components/prompts/template'
import { later } from '@/components/ui/later'
import { toast } from '@/components/ui/overlay/toast-store'
import type { PromptDto } from '@/lib/prompts/schema'
import { ChoiceList, type ListHandle } from './choice-list'
import type { Trigger } from './trigger'
import { useAssistantOffer } from './use-assistant-offer'
import { useCommandOffer, useModelOffer } from './use-offer'

const VariablesDialog = later(() =>
  import('@/components/prompts/variables-dialog').then((module) => module.VariablesDialog),
)

type PopupProps = {
  handle: Ref<ListHandle>
  /** Null while no list is open. */
  trigger: Trigger | null
  onClose: () => void
  onActive: (optionId: string | null) => void
  /** Puts words in the place of what opened the list, and the caret after them. */
  replace: (trigger: Trigger, words: string) => void
  onFocus: () => void
}

/** The lists that a slash and an @ open, and the questions a prompt asks. */
export function Popup({ trigger, replace, onFocus, ...list }: PopupProps) {
  const [asking, setAsking] = useState<{ prompt: PromptDto; trigger: Trigger } | null>(null)
  /** Counts what was picked: a prompt comes late, and the last one picked is the one. */
  const picks = useRef(0)

  async function insertPrompt(id: string) {
    if (!trigger) return
    const pick = ++picks.current
    try {
      const prompt = await readPrompt(id)
      if (pick !== picks.current) return
      if (findVariables(prompt.content).length > 0) setAsking({ prompt, trigger })
      else replace(trigger, prompt.content)
    } catch {
      toast({ title: 'This prompt could not be read. Check the connection and try again.', tone: 'danger' })
    }
  }

  const end = () => setAsking(null)
  return (
    <>
      {trigger?.kind === 'command' && (
        <CommandList trigger={trigger} replace={replace} onPrompt={(id) => void insertPrompt(id)} {...list} />
      )}
      {trigger?.kind === 'model' && <ModelList trigger={trigger} replace={replace} {...list} />}
      {trigger?.kind === 'assistant' && <AssistantList trigger={trigger} replace={replace} {...list} />}
      {asking && (
        <VariablesDialog
          returnFocus={onFocus}
          title={asking.prompt.title}
          content={asking.prompt.content}
          onFilled={(text) => {
            end()
            replace(asking.trigger, text)
          }}
          onClose={end}
        />
      )}
    </>
  )
}

type ListProps = Omit<PopupProps, 'trigger' | 'onFocus'> & { trigger: Trigger }

function CommandList({
  trigger,
  replace,
  onPrompt,
  ...list
}: ListProps & { onPrompt: (id: string) => void }) {
  const { choices, ...offer } = useCommandOffer(onPrompt)
  // Its own list opens only at the beginning of the field.
  const here = choices.filter(({ id }) => trigger.from === 0 || id !== 'command-model')
  return (
    <ChoiceList
      offer={{ ...offer, choices: here }}
      query={trigger.query}
      onPick={(choice) => choice.run((words) => replace(trigger, words))}
      {...list}
    />
  )
}

function ModelList({ trigger, replace, ...list }: ListProps) {
  const offer = useModelOffer()
  return (
    <ChoiceList
      offer={offer}
      query={trigger.query}
      onPick={(choice) => choice.run((words) => replace(trigger, words))}
      {...list}
    />
  )
}

function AssistantList({ trigger, replace, ...list }: ListProps) {
  const offer = useAssistantOffer()
  return (
    <ChoiceList
      offer={offer}
      query={trigger.query}
      onPick={(choice) => choice.run((words) => replace(trigger, words))}
      {...list}
    />
  )
}
