import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type AuthPageProps, safeCallbackUrl, withCallback } from '@/components/auth/callback-url'
import { StepForm } from '@/components/auth/ways/step-form'
import { awaitsSecondStep } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Second step' }

export default async function SecondStepPage({ searchParams }: AuthPageProps) {
  const { callbackUrl } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  if (!(await awaitsSecondStep())) redirect(withCallback('/sign-in', target))
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">One more step.</h1>
      <StepForm callbackUrl={target} />
    </>
  )
}
