'use client'

import { useEffect, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { previewVoice, sampleVoice } from '@/lib/chat/actions'
import { type ProfileValues, useProfileEditor, useProfileValues } from './profile-editor'

const PAUSE_MS = 400

type Sample = { question: string; answer: string; model: string }

/** What the model is told of the person, word for word, as it is being entered; and an answer made with it, on demand. */
export function VoicePreview({ initial }: { initial: string }) {
  const { atFirst } = useProfileEditor()
  const values = useProfileValues()
  const [text, setText] = useState(initial)
  const [sample, setSample] = useState<(Sample & { told: string }) | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const voice = voiceOf(values)
  const told = JSON.stringify(voice)
  const shown = useRef(JSON.stringify(voiceOf(atFirst)))

  useEffect(() => {
    if (told === shown.current) return
    let isOld = false
    const timer = setTimeout(async () => {
      const result = await callAction(() => previewVoice(JSON.parse(told)))
      // What cannot be saved cannot be told either; the field says why.
      if (isOld || !result.ok) return
      shown.current = told
      setText(result.data.text)
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [told])

  async function ask() {
    setAsking(true)
    setProblem(null)
    const result = await callAction(() => sampleVoice(voice))
    setAsking(false)
    if (result.ok) setSample({ ...result.data, told })
    else setProblem(result.error.message)
  }

  return (
    <section aria-label="What Numina is told" className="flex flex-col gap-3 rounded-card border p-4">
      <details>
        <summary className="cursor-pointer rounded-sm font-medium">What Numina is told about you</summary>
        <p
          dir="auto"
          className="mt-3 whitespace-pre-wrap rounded-control bg-surface-sunken px-3.5 py-3 text-ink-muted [overflow-wrap:anywhere]"
        >
          {text}
        </p>
        <p className="mt-2 text-ink-muted text-xs">
          This goes to the model with every message, and changes as you write above.
        </p>
      </details>
      <div aria-live="polite" className="flex flex-col gap-2 empty:hidden">
        {sample && (
          <>
            <p className="text-ink-muted">“{sample.question}”</p>
            <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {sample.answer}
            </p>
            <p className="text-ink-muted text-xs">
              {sample.model}
              {sample.told !== told && ' · before your last change'}
            </p>
          </>
        )}
      </div>
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <Button size="sm" className="self-start" loading={asking} onClick={() => void ask()}>
        {sample ? 'Ask again' : 'Try an answer'}
      </Button>
    </section>
  )
}

/** What of the profile makes the voice. */
function voiceOf(values: ProfileValues) {
  const { name, pronouns, bio, language, address, tone, length, humour, about, avoid, instructions } = values
  return { name, pronouns, bio, language, address, tone, length, humour, about, avoid, instructions }
}
