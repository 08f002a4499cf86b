'use client'

import { useChat } from '@ai-sdk/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Notes } from '@/components/memory/chat/notes'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { ContextView as View } from '@/lib/chat/schema'
import { useConversation } from '../conversation/context'
import { getQueryClient } from '../list/query-client'
import { getJson } from '../session/api'
import { useSessionState } from '../session/sessions'
import { CONTEXT } from './refresh-context'
import { Summary } from './summary'

const LOOK_EVERY_MS = 1_000
/** A summary is made after the reply, in the background. */
const LOOK_AGAIN_MS = 3_000

/** What goes to the model with the next message, part by part, and what each part takes of its window. */
export function ContextView() {
  const { session } = useConversation()
  const { messages } = useChat({ chat: session.chat, throttle: LOOK_EVERY_MS })
  const busy = useSessionState(session, (state) => state.busy)
  const model = useSessionState(session, (state) => state.model)
  const assistantId = useSessionState(session, (state) => state.assistantId)
  const { data, error, refetch } = useQuery(
    {
      queryKey: [CONTEXT, session.id, model, assistantId, messages.at(-1)?.id],
      queryFn: ({ signal }) => getJson<View>(`/api/conversations/${session.id}/context`, signal),
      enabled: !busy,
      staleTime: 0,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.leftOut.isSummarised === false ? LOOK_AGAIN_MS : false),
    },
    getQueryClient(),
  )
  if (error && !data) {
    const retry = <Button onClick={() => void refetch()}>Try again</Button>
    return (
      <ErrorState title="This could not be read" action={retry}>
        {error.message}
      </ErrorState>
    )
  }
  if (!data) return <Loading />
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-4">
      <Shares view={data} />
      <section className="flex flex-col gap-2">
        <Heading title="Instructions" />
        {data.instructions.map(({ source, text, tokens }) => (
          <details key={source} className="rounded-control border px-3.5 py-2.5">
            <summary className="flex cursor-pointer justify-between gap-3 rounded-sm">
              <span>{source}</span>
              <Tokens count={tokens} />
            </summary>
            <p dir="auto" className="mt-2 whitespace-pre-wrap text-ink-muted [overflow-wrap:anywhere]">
              {text}
            </p>
          </details>
        ))}
      </section>
      <Notes onChanged={() => void refetch()} />
      <LeftOut view={data} />
      {data.summary && (
        <Summary conversationId={session.id} summary={data.summary} onChanged={() => void refetch()} />
      )}
      <Messages view={data} />
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Counting" className="flex flex-col gap-4 p-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-10" />
      <Skeleton className="h-40" />
    </div>
  )
}

function Heading({ title }: { title: string }) {
  return <h3 className="font-medium">{title}</h3>
}

function Tokens({ count }: { count: number }) {
  return (
    <span className="shrink-0 text-ink-muted text-xs tabular-nums">
      {count.toLocaleString('en')}
      <span className="sr-only"> tokens</span>
    </span>
  )
}

const sum = (parts: readonly { tokens: number }[]) => parts.reduce((total, { tokens }) => total + tokens, 0)

/** The window as a bar: what takes how much, and what is kept for the reply. */
function Shares({ view }: { view: View }) {
  const { window, reserve, tokens, instructions, summary, messages, unlisted } = view
  const shares = [
    { name: 'Instructions', tokens: sum(instructions), fill: 'fill-accent', dot: 'bg-accent' },
    { name: 'Summary', tokens: summary?.tokens ?? 0, fill: 'fill-warning', dot: 'bg-warning' },
    { name: 'Messages', tokens: sum(messages) + unlisted.tokens, fill: 'fill-success', dot: 'bg-success' },
    { name: 'Kept for the reply', tokens: reserve, fill: 'fill-ink/25', dot: 'bg-ink/25' },
  ].filter((share) => share.tokens > 0)
  return (
    <section className="flex flex-col gap-2">
      <p>
        {view.model} reads {window.toLocaleString('en')} tokens. The next message goes with about{' '}
        {tokens.toLocaleString('en')}, {Math.round((tokens / window) * 100)} %.
      </p>
      <svg
        aria-hidden
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="h-2 w-full rounded-full bg-ink/8"
      >
        {shares.map(({ name, tokens: width, fill }, i) => (
          <rect
            key={name}
            x={(sum(shares.slice(0, i)) / window) * 100}
            width={(width / window) * 100}
            height="2"
            className={fill}
          />
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs tabular-nums">
        {shares.map(({ name, tokens: count, dot }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${dot}`} />
            {name} {count.toLocaleString('en')}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LeftOut({ view: { leftOut, summary } }: { view: View }) {
  if (leftOut.count === 0) return null
  const what =
    leftOut.count === 1
      ? 'The oldest message does'
      : `The ${leftOut.count.toLocaleString('en')} oldest messages do`
  const then = leftOut.isSummarised
    ? 'The summary stands for them.'
    : summary
      ? 'The summary stands for most of them, and is being brought up to date.'
      : 'A summary of them is made after the next reply.'
  return (
    <p className="rounded-control bg-warning-soft px-3.5 py-3">
      {what} not fit and {leftOut.count === 1 ? 'is' : 'are'} left out. {then}
    </p>
  )
}

function Messages({ view: { messages, unlisted } }: { view: View }) {
  return (
    <section className="flex flex-col gap-2">
      <Heading title="Messages" />
      {messages.length === 0 && <p className="text-ink-muted">There are none yet.</p>}
      {unlisted.count > 0 && (
        <p className="flex justify-between gap-3 text-ink-muted">
          {unlisted.count.toLocaleString('en')} before these
          <Tokens count={unlisted.tokens} />
        </p>
      )}
      <ol
        aria-label="Messages that are sent"
        className="flex flex-col divide-y rounded-control border empty:hidden"
      >
        {messages.map(({ id, role, excerpt, tokens }) => (
          <li key={id} className="flex items-baseline gap-3 px-3.5 py-2">
            <span className="w-16 shrink-0 text-ink-muted text-xs">{role === 'user' ? 'You' : 'Numina'}</span>
            <span dir="auto" className="line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
              {excerpt}
            </span>
            <Tokens count={tokens} />
          </li>
        ))}
      </ol>
    </section>
  )
}
