import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type AuthPageProps, safeCallbackUrl, withCallback } from '@/components/auth/callback-url'
import { StepForm } from '@/components/auth/ways/step-form'
import { readSecondStep } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Second step' }

export default async function SecondStepPage({ searchParams }: AuthPageProps) {
  const { callbackUrl } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  const question = await readSecondStep()
  if (!question) redirect(withCallback('/sign-in', target))
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">One more step.</h1>
      <StepForm question={question} callbackUrl={target} />
    </>
  )
}
