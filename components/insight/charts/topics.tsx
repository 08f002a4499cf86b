'use client'
// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import type { Association, TopicMood } from '@/lib/insight/schema'
import { nameOf, percent } from '../words'

type Groups = readonly TopicMood[]

/** Which feelings go with which topics and places, with how much that can be relied on. */
export function Associations({ topics, places }: { topics: Groups; places: Groups }) {
  if (topics.length + places.length === 0)
    return (
      <p className="text-ink-muted">
        For this a topic, a folder or a conversation needs at least five messages of which something is known.
      </p>
    )
  return (
    <div className="flex flex-col gap-6">
      <p className="text-ink-muted">
        How often a feeling was there, of all messages there that count. That two things go together says
        nothing of why. The line is where the true share likely lies (95 %), the mark how often it is
        elsewhere. What a message is about is guessed by the small model as well, and wrong about every fifth
        time.
      </p>
      <Cards title="Topics" groups={topics} />
      <Cards title="Folders and conversations" groups={places} />
    </div>
  )
}

function Cards({ title, groups }: { title: string; groups: Groups }) {
  if (groups.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-medium text-ink-muted">{title}</h3>
      <ul className="grid gap-3 sm:grid-cols-2">
        {groups.map(({ id, name, kind, count, associations }) => (
          <li key={id} className="flex min-w-0 flex-col gap-3 rounded-card border p-4">
            <h4 className="flex items-baseline justify-between gap-3">
              <span dir="auto" className="truncate font-medium">
                {name}
              </span>
              <span className="shrink-0 text-ink-muted text-xs">
                {kind === 'folder' ? 'Folder, ' : ''}
                {count} messages
              </span>
            </h4>
            {associations.length === 0 && <p className="text-ink-muted">No feeling stands out.</p>}
            <ul className="flex flex-col gap-3">
              {associations.map((association) => (
                <Row key={association.feeling} association={association} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ association }: { association: Association }) {
  const { feeling, count, share, low, high, elsewhere, isClear } = association
  return (
    <li className="flex flex-col gap-1">
      <p className="flex justify-between gap-3">
        <span>
          {nameOf(feeling)}
          {isClear && elsewhere !== null && (
            <span className="text-ink-muted">
              {share > elsewhere ? ', more than elsewhere' : ', less than elsewhere'}
            </span>
          )}
        </span>
        <span className="shrink-0 tabular-nums">
          {count} times, {percent(share)}
        </span>
      </p>
      <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-3 w-full">
        <path d="M0 4H100" vectorEffect="non-scaling-stroke" className="stroke-line" />
        <path
          d={`M${low * 100} 4H${high * 100}`}
          vectorEffect="non-scaling-stroke"
          className="stroke-accent"
          strokeWidth="2"
        />
        <path
          d={`M${share * 100} 4h.01`}
          vectorEffect="non-scaling-stroke"
          strokeLinecap="round"
          className="stroke-accent"
          strokeWidth="8"
        />
        {elsewhere !== null && (
          <path
            d={`M${elsewhere * 100} 0V8`}
            vectorEffect="non-scaling-stroke"
            className="stroke-ink"
            strokeWidth="2"
          />
        )}
      </svg>
      <p className="text-ink-muted text-xs tabular-nums">
        likely {percent(low)} to {percent(high)};{' '}
        {elsewhere === null ? 'too little elsewhere to compare with' : `elsewhere ${percent(elsewhere)}`}
      </p>
    </li>
  )
}
