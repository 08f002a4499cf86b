'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { pageOf, useNextFocus } from '@/components/ui/use-next-focus'
import { changeMemory } from '@/lib/memory/actions'
import type { MemoryState } from '@/lib/memory/schema'
import { keepMemoryState } from '../use-memory-state'
import { plural } from '../words'

/** What memory does, and the choice to have it. Nothing is remembered before. */
export function WhenOff({ total, onChange }: { total: number; onChange: (state: MemoryState) => void }) {
  const [pending, setPending] = useState<'keep' | 'ask' | null>(null)
  const [problem, setProblem] = useState<string>()
  const section = useNextFocus<HTMLElement>(pageOf)

  async function turnOn(mode: 'keep' | 'ask') {
    if (pending) return
    setPending(mode)
    setProblem(undefined)
    const result = await callAction(() => changeMemory({ mode }))
    setPending(null)
    if (!result.ok) return setProblem(result.error.message)
    keepMemoryState(result.data)
    onChange(result.data)
  }

  return (
    <section ref={section} className="flex flex-col items-start gap-4">
      <p className="max-w-prose">
        Memory is off. Turned on, Numina notes what you say about yourself in your own messages, such as where
        you live or what your cat is called, and uses it in later conversations. After an answer, the model
        you chat with is asked once more what your message says about you; what is remembered goes along to it
        with later messages.
      </p>
      <ul className="flex max-w-prose list-disc flex-col gap-1 ps-5 text-ink-muted">
        <li>
          Never kept: passwords, keys and card numbers. Kept only if you add it yourself: health, sexuality,
          politics, belief.
        </li>
        <li>
          Only your own words count: no files, no quotes, nothing a model says. Temporary conversations are
          left out.
        </li>
        <li>
          Only you see it. You can change it, have it forgotten, pause it, take it along, and turn it off
          here.
        </li>
      </ul>
      {total > 0 && (
        <p className="max-w-prose">
          {plural(total, 'memory is', 'memories are')} still here from before.{' '}
          {total === 1 ? 'It is' : 'They are'} not used, and you can have {total === 1 ? 'it' : 'them'}{' '}
          forgotten.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={pending === 'keep'} onClick={() => void turnOn('keep')}>
          Turn memory on
        </Button>
        <Button loading={pending === 'ask'} onClick={() => void turnOn('ask')}>
          Turn on, but ask me each time
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
    </section>
  )
}
