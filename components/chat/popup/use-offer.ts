'use client'

import { Cpu, SquareSlash } from 'lucide-react'
import { usePrompts } from '@/components/prompts/prompts'
import { useConversation } from '../conversation/context'
import { choose } from '../conversation/model-picker'
import { useModels } from '../conversation/models'
import type { Choice, Offer } from './choice'
import { useCommands } from './use-commands'

/** What a slash offers: commands, and one's prompts. @param onPrompt puts a prompt into the field */
export function useCommandOffer(onPrompt: (id: string) => void): Offer {
  const commands = useCommands()
  const { data = [], status } = usePrompts()
  const prompts = data.map(
    ({ id, title, command, preview }): Choice => ({
      id: `prompt-${id}`,
      group: 'Prompts',
      label: title,
      hint: command ? `/${command}` : preview,
      ...(command && { words: command }),
      icon: SquareSlash,
      run: () => onPrompt(id),
    }),
  )
  const state = status === 'pending' ? 'loading' : status === 'error' ? 'failed' : 'ready'
  return {
    label: 'Commands and prompts',
    choices: [...commands, ...prompts],
    state,
    none: 'No command and no prompt is called that. Enter sends it as it is.',
  }
}

export function useModelOffer(): Offer {
  const { session } = useConversation()
  const { models, state } = useModels()
  const choices = models.map(
    ({ id, label, contextWindow }): Choice => ({
      id: `model-${id}`,
      group: 'Models',
      label,
      hint: `${Math.round(contextWindow / 1000)}k tokens`,
      icon: Cpu,
      run: (replace) => {
        replace('')
        void choose(session, id)
      },
    }),
  )
  return { label: 'Models', choices, state, none: 'No model of this name can be reached.' }
}
