'use client'

import { ArrowRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useConversation } from '@/components/chat/conversation/context'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { toast } from '@/components/ui/overlay/toast-store'
import { keepWelcome } from '@/lib/accounts/actions'
import type { ProfileDto } from '@/lib/accounts/schema'

const WelcomeDialog = later(() => import('./welcome-dialog').then((module) => module.WelcomeDialog))

/** Offers a newcomer three short steps. It stands beside the first message, never before it. */
export function WelcomeCard({ profile, voice }: { profile: ProfileDto; voice: string }) {
  const { focusComposer } = useConversation()
  const router = useRouter()
  const begin = useRef<HTMLButtonElement>(null)
  const [step, setStep] = useState(profile.welcomeStep)
  const [open, setOpen] = useState(false)
  if (step === null) return null

  function go(next: 1 | 2 | 3 | null) {
    setStep(next)
    void callAction(() => keepWelcome(next === null ? { isDone: true } : { step: next }))
    if (next !== null) return
    if (open) close()
    else focusComposer()
  }

  function close() {
    setOpen(false)
    // The greeting knows the new name.
    router.refresh()
  }

  return (
    <section
      aria-label="Welcome"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-surface-raised px-4 py-3"
    >
      <p className="min-w-[min(12rem,100%)] flex-1">
        <strong className="font-medium">Make Numina yours.</strong>{' '}
        <span className="text-ink-muted">
          {step === 1 ? 'Three short steps, whenever you like.' : `You are at step ${step} of 3.`}
        </span>
      </p>
      <div className="flex flex-wrap gap-1">
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            go(null)
            toast({ title: 'You find all of it in the settings, under Profile.' })
          }}
        >
          Not now
        </Button>
        <Button ref={begin} size="sm" onClick={() => setOpen(true)}>
          {step === 1 ? 'Begin' : 'Go on'}
          <ArrowRight aria-hidden className="size-4" />
        </Button>
      </div>
      {open && (
        <WelcomeDialog
          profile={profile}
          voice={voice}
          step={step}
          onStep={go}
          onClose={close}
          returnFocus={() => (begin.current ? begin.current.focus() : focusComposer())}
        />
      )}
    </section>
  )
}
