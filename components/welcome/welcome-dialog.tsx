'use client'

import { type ReactNode, useRef } from 'react'
import { localeOptions } from '@/components/settings/locales'
import { ThemeSetting } from '@/components/settings/profile/appearance-settings'
import { MannerSettings } from '@/components/settings/profile/manner-settings'
import {
  AddressSetting,
  KnowledgeSettings,
  PronounsSetting,
} from '@/components/settings/profile/person-settings'
import { ProfileEditing } from '@/components/settings/profile/profile-editor'
import { LanguageSetting, TimeZoneSetting } from '@/components/settings/profile/region-settings'
import { VoicePreview } from '@/components/settings/profile/voice-preview'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/overlay/dialog'
import type { ProfileDto } from '@/lib/accounts/schema'

type Step = 1 | 2 | 3
const TITLES: Record<Step, string> = {
  1: 'How should Numina call you?',
  2: 'How should it answer?',
  3: 'What should it know?',
}

/** Three steps through the profile. Each answer is saved as it is given; closing keeps the place. */
export function WelcomeDialog({
  profile,
  voice,
  step,
  onStep,
  onClose,
  returnFocus,
}: {
  profile: ProfileDto
  voice: string
  step: Step
  onStep: (step: Step | null) => void
  onClose: () => void
  returnFocus: () => void
}) {
  const body = useRef<HTMLDivElement>(null)
  function go(next: Step | null) {
    onStep(next)
    body.current?.focus()
  }
  const steps: Record<Step, ReactNode> = {
    1: (
      <>
        <AddressSetting />
        <PronounsSetting />
        <LanguageSetting options={localeOptions(profile.locale)} />
        <TimeZoneSetting />
      </>
    ),
    2: (
      <>
        <MannerSettings />
        <VoicePreview initial={voice} />
      </>
    ),
    3: (
      <>
        <KnowledgeSettings />
        <ThemeSetting />
      </>
    ),
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      returnFocus={returnFocus}
      title={TITLES[step]}
      description={`Step ${step} of 3. Leave out what you like.`}
      className="max-w-lg"
    >
      <ProfileEditing profile={profile}>
        <div ref={body} tabIndex={-1} key={step} className="flex flex-col gap-6 outline-none">
          {steps[step]}
        </div>
      </ProfileEditing>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="ghost" className="me-auto" onClick={() => go(null)}>
          {step === 3 ? 'Skip this' : 'Skip the rest'}
        </Button>
        {step > 1 && <Button onClick={() => go((step - 1) as Step)}>Back</Button>}
        <Button variant="primary" onClick={() => go(step === 3 ? null : ((step + 1) as Step))}>
          {step === 3 ? 'Done' : 'Next'}
        </Button>
      </div>
    </Dialog>
  )
}
