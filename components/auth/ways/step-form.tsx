'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { FormSummary } from '@/components/ui/form/form-summary'
import { takeSecondStep } from '@/lib/ways/actions'
import { withCallback } from '../callback-url'
import { FactorFields } from '../factor-fields'

/** The second factor of somebody who came by a link or a provider. */
export function StepForm({ callbackUrl }: { callbackUrl: string }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const fields = new FormData(event.currentTarget)
    setPending(true)
    setProblem(null)
    const step = { code: String(fields.get('code') ?? ''), trust: fields.get('trust') !== null }
    const result = await callAction(() => takeSecondStep(step))
    if (result.ok) {
      window.location.assign(callbackUrl)
      return
    }
    setPending(false)
    setProblem(result.error.message)
  }

  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={problem ?? undefined} />
      <FactorFields />
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
      <Link href={withCallback('/sign-in', callbackUrl)} className={buttonStyles({ variant: 'ghost' })}>
        Begin again
      </Link>
    </form>
  )
}
