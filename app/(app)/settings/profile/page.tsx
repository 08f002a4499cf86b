import type { Metadata } from 'next'
import { localeOptions } from '@/components/settings/locales'
import { AppearanceSettings } from '@/components/settings/profile/appearance-settings'
import { AvatarSetting } from '@/components/settings/profile/avatar-setting'
import { MannerSettings } from '@/components/settings/profile/manner-settings'
import {
  AddressSetting,
  KnowledgeSettings,
  PronounsSetting,
} from '@/components/settings/profile/person-settings'
import { ProfileEditing } from '@/components/settings/profile/profile-editor'
import { ProfileHint } from '@/components/settings/profile/profile-hint'
import {
  AnswersInSetting,
  LanguageSetting,
  TimeZoneSetting,
} from '@/components/settings/profile/region-settings'
import { RestSettings } from '@/components/settings/profile/rest-settings'
import { TextSetting } from '@/components/settings/profile/text-setting'
import { VoicePreview } from '@/components/settings/profile/voice-preview'
import { Section } from '@/components/settings/section'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { previewVoice } from '@/lib/chat/server'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const ctx = await requirePageContext()
  const [profile, voice] = await Promise.all([getProfile(ctx), previewVoice(ctx, {})])
  const languages = localeOptions(profile.locale)
  return (
    <ProfileEditing profile={profile}>
      <h1 className="font-medium text-2xl tracking-tight">Profile</h1>
      <ProfileHint isDismissed={profile.hintDismissed} />
      <Section title="You">
        <AvatarSetting id={profile.id} name={profile.name} url={profile.avatarUrl} />
        <TextSetting
          name="name"
          label="Name"
          help="Shown to you and to the people in your workspaces."
          maxLength={80}
          autoComplete="name"
        />
        <PronounsSetting />
        <TextSetting
          name="bio"
          label="In one sentence"
          help="How you would introduce yourself. Numina reads it, too."
          maxLength={300}
        />
        <TextSetting
          name="birthday"
          label="Birthday"
          help="If you like. Numina only learns when it is today."
          type="date"
          autoComplete="bday"
          className="sm:w-48"
        />
        <LanguageSetting options={languages} />
        <TimeZoneSetting />
      </Section>
      <Section title="How Numina answers">
        <AddressSetting />
        <MannerSettings />
        <AnswersInSetting options={languages} />
        <KnowledgeSettings />
        <TextSetting
          name="instructions"
          label="Instructions"
          help="What Numina should always or never do. Sent along with every message."
          maxLength={4000}
          lines="many"
          placeholder="Use metric units. Ask before you assume."
        />
        <VoicePreview initial={voice.text} />
      </Section>
      <Section title="Appearance">
        <AppearanceSettings />
      </Section>
      <Section title="Late hours">
        <div id="rest" className="scroll-mt-8">
          <RestSettings key={String(profile.rest.isYoung)} initial={profile.rest} />
        </div>
      </Section>
    </ProfileEditing>
  )
}
