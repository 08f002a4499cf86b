'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { FormSummary } from '@/components/ui/form/form-summary'
import type { PasskeyAnswer } from '@/lib/factors/schema'
import { takeSecondStep } from '@/lib/ways/actions'
import type { StepQuestion } from '@/lib/ways/schema'
import { withCallback } from '../callback-url'
import { FactorFields } from '../factor-fields'
import { PasskeyStep } from '../passkeys/passkey-step'

/** The second factor of somebody who came by a link or a provider. */
export function StepForm({ question, callbackUrl }: { question: StepQuestion; callbackUrl: string }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  async function take(passkey?: PasskeyAnswer) {
    if (pending || !form.current) return
    const fields = new FormData(form.current)
    setPending(true)
    setProblem(null)
    const step = { code: String(fields.get('code') ?? ''), trust: fields.get('trust') !== null }
    const result = await callAction(() => takeSecondStep({ ...step, ...(passkey && { passkey }) }))
    if (result.ok) {
      window.location.assign(callbackUrl)
      return
    }
    setPending(false)
    setProblem(result.error.message)
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
      method="post"
      noValidate
      className="flex flex-col gap-5"
    >
      <FormSummary message={problem ?? undefined} />
      {question.challenge && (
        <PasskeyStep challenge={question.challenge} onAnswer={take} onProblem={setProblem} />
      )}
      <FactorFields hasApp={question.app} focused={!question.challenge} />
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
      <Link href={withCallback('/sign-in', callbackUrl)} className={buttonStyles({ variant: 'ghost' })}>
        Begin again
      </Link>
    </form>
  )
}
