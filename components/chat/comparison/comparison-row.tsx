'use client'

import { useChat } from '@ai-sdk/react'
import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react'
import { cn } from '@/components/ui/cn'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../conversation/context'
import { modelName } from '../conversation/models'
import { useSessionState } from '../session/sessions'
import { textOf } from '../transport/transport'
import { keepAnswer, stopFirst } from './compare'
import { ComparedAnswer } from './compared-answer'
import type { Comparison } from './comparison'

/** About the pace at which the pieces of a reply arrive. */
const DRAW_EVERY_MS = 40

type Side = 'first' | 'second'

/** Two answers to one question, side by side; on a phone one at a time, by its tab or a swipe. */
export function ComparisonRow({ first, comparison }: { first: ChatMessage | null; comparison: Comparison }) {
  const { session } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const stoppingFirst = useSessionState(session, (state) => state.stopping)
  const { messages } = useChat({ chat: comparison.chat, throttle: DRAW_EVERY_MS })
  const { subscribe, read } = comparison.store
  const state = useSyncExternalStore(subscribe, read, read)
  const [keeping, setKeeping] = useState<Side | null>(null)
  const last = messages.at(-1)
  const second = last?.role === 'assistant' ? last : null
  const isSilent = !(busy || state.running || [first, second].some((answer) => answer && textOf(answer)))
  const names = {
    first: first?.metadata?.model ? modelName(first.metadata.model) : 'First answer',
    second: modelName(comparison.model),
  }

  async function keep(side: Side) {
    setKeeping(side)
    await keepAnswer(session, side)
    // Where the choice could not be stored, it is still to be made.
    setKeeping(null)
  }

  return (
    <Pair names={names}>
      <ComparedAnswer
        name={names.first}
        message={first}
        running={busy}
        stopping={stoppingFirst}
        isOnlyChoice={isSilent}
        refusal={null}
        keeping={keeping === 'first'}
        onStop={() => stopFirst(session)}
        onKeep={() => void keep('first')}
      />
      <ComparedAnswer
        name={names.second}
        message={second}
        running={state.running}
        stopping={state.stopping}
        isOnlyChoice={isSilent && second !== null}
        refusal={state.refusal}
        keeping={keeping === 'second'}
        onStop={() => void comparison.stop()}
        onKeep={() => void keep('second')}
      />
    </Pair>
  )
}

/** Two panes: beside each other, or on a phone in a row that is swiped. */
function Pair({ names, children }: { names: Record<Side, string>; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<Side>('first')

  function go(side: Side) {
    const { current } = row
    current?.scrollTo({ left: side === 'first' ? 0 : current.scrollWidth, behavior: 'instant' })
  }

  return (
    <>
      <fieldset className="mb-2 flex gap-1 rounded-control border bg-surface-sunken p-0.75 md:hidden">
        <legend className="sr-only">Which answer to show</legend>
        {(['first', 'second'] as const).map((side) => (
          <button
            key={side}
            type="button"
            aria-pressed={shown === side}
            onClick={() => go(side)}
            className={cn(
              'min-h-11 min-w-0 flex-1 truncate rounded-md px-3 text-ink-muted',
              shown === side && 'bg-surface-raised font-medium text-ink',
            )}
          >
            {names[side]}
          </button>
        ))}
      </fieldset>
      <div
        ref={row}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setShown(scrollLeft > clientWidth / 2 ? 'second' : 'first')
        }
        className="flex snap-x snap-mandatory gap-4 overflow-x-auto [scrollbar-width:none] md:grid md:grid-cols-2 md:overflow-visible"
      >
        {children}
      </div>
    </>
  )
}
