'use client'

import { useChat } from '@ai-sdk/react'
import { shortTokens } from '@/components/models/format'
import { useSidePanel } from '@/components/shell/side-panel'
import { cn } from '@/components/ui/cn'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../conversation/context'
import { useModels } from '../conversation/models'
import { useCurrentModel } from '../conversation/use-current-model'
import { CONTEXT_PANEL } from './panel-id'

/** From here on older messages soon give way to a summary. */
const NEARLY_FULL = 0.8
const LOOK_EVERY_MS = 1_000

/** How much of the model's window the conversation takes; leads to what the model sees. */
export function ContextMeter() {
  const { session } = useConversation()
  const { open } = useSidePanel(CONTEXT_PANEL)
  const { messages } = useChat({ chat: session.chat, throttle: LOOK_EVERY_MS })
  const { models } = useModels()
  const current = useCurrentModel(session)
  const last = messages.findLast(({ metadata }) => metadata?.context)
  const measured = last?.metadata?.context
  if (!last || !measured) return null
  const window = models.find(({ id }) => id === current)?.contextWindow ?? measured.window
  const tokens = measured.tokens + (last.metadata?.usage?.output ?? estimate(last))
  const share = Math.min(1, tokens / window)
  const percent = Math.round(share * 100)
  const isNearlyFull = share >= NEARLY_FULL
  return (
    <button
      type="button"
      onClick={() => open()}
      title="What the model sees"
      className={cn(
        'flex min-h-7 shrink-0 items-center gap-2 rounded-md px-2 text-xs tabular-nums transition-colors hover:bg-ink/5 hover:text-ink pointer-coarse:min-h-11',
        isNearlyFull ? 'text-warning' : 'text-ink-muted',
      )}
    >
      <Ring share={share} />
      <span>
        {percent} % of {shortTokens(window)}
        <span className={isNearlyFull ? undefined : 'sr-only'}>
          {isNearlyFull ? ': older messages are summarised' : ' tokens used. What the model sees'}
        </span>
      </span>
    </button>
  )
}

/** About four letters are a token. */
function estimate({ parts }: ChatMessage): number {
  return parts.reduce((sum, part) => sum + ('text' in part ? part.text.length / 4 : 0), 0)
}

function Ring({ share }: { share: number }) {
  const around = 2 * Math.PI * 6
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      className="size-3.5 -rotate-90"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
    >
      <circle cx="8" cy="8" r="6" opacity="0.25" />
      <circle cx="8" cy="8" r="6" strokeDasharray={`${share * around} ${around}`} />
    </svg>
  )
}
