'use client'

import { ChevronsDownUp, ChevronsUpDown, Cpu, Library, RotateCcw, Square, SquarePen } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { isOutOfReach } from '@/components/shell/offline'
import { useConversation } from '../conversation/context'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import type { Choice } from './choice'

const GROUP = 'Commands'

/** The commands that do something here and now. */
export function useCommands(): Choice[] {
  const router = useRouter()
  const { session } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const ready = useSessionState(session, (state) => state.phase === 'ready')
  const question = busy || !ready ? null : answeredQuestion(session)

  const go = (path: string) => () => isOutOfReach(path) || router.push(path)
  const commands: Choice[] = [
    command('new', 'New chat', 'Begin another conversation', SquarePen, go('/chat')),
    {
      ...command('model', 'Model', 'Choose who answers', Cpu, () => undefined),
      run: (replace) => replace('/model '),
    },
    command('prompts', 'Prompt library', 'Write and order your prompts', Library, go('/settings/prompts')),
  ]
  if (question) {
    const again = (hint?: 'shorter' | 'longer') => () => session.regenerate(question, hint ? { hint } : {})
    commands.push(
      command('shorter', 'Shorter', 'Answer again in fewer words', ChevronsDownUp, again('shorter')),
      command('longer', 'Longer', 'Answer again in more detail', ChevronsUpDown, again('longer')),
      command('again', 'Again', 'Answer once more', RotateCcw, again()),
    )
  }
  if (busy) commands.unshift(command('stop', 'Stop', 'End the answer', Square, () => session.stop()))
  return commands
}

function command(name: string, label: string, hint: string, icon: Choice['icon'], act: () => void): Choice {
  const run: Choice['run'] = (replace) => {
    replace('')
    act()
  }
  return { id: `command-${name}`, group: GROUP, label, hint, words: name, icon, run }
}

/** The message whose answer is the last thing said. */
function answeredQuestion(session: ConversationSession): string | null {
  const { lastMessage } = session.chat
  return lastMessage?.role === 'assistant' ? (lastMessage.metadata?.parentId ?? null) : null
}
