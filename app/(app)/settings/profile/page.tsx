import type { Metadata } from 'next'
import { AppearanceSettings } from '@/components/settings/appearance-settings'
import { AvatarSetting } from '@/components/settings/avatar-setting'
import { ChoiceSetting } from '@/components/settings/choice-setting'
import { localeOptions } from '@/components/settings/locales'
import { LanguageSetting, TimeZoneSetting } from '@/components/settings/region-settings'
import { Section } from '@/components/settings/section'
import { TextSetting } from '@/components/settings/text-setting'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'

export const metadata: Metadata = { title: 'Profile' }

const tones = [
  { value: 'warm', label: 'Warm' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'direct', label: 'Direct' },
  { value: 'playful', label: 'Playful' },
] as const

const lengths = [
  { value: 'short', label: 'Short' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'detailed', label: 'Detailed' },
] as const

export default async function ProfilePage() {
  const profile = await getProfile(await requirePageContext())
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Profile</h1>
      <Section title="You">
        <AvatarSetting id={profile.id} name={profile.name} url={profile.avatarUrl} />
        <TextSetting
          name="name"
          label="Name"
          help="Shown to you and to the people in your workspaces."
          initial={profile.name}
          maxLength={80}
          autoComplete="name"
        />
        <LanguageSetting initial={profile.locale} options={localeOptions(profile.locale)} />
        <TimeZoneSetting initial={profile.timeZone} />
      </Section>
      <Section title="How Numina answers">
        <TextSetting
          name="address"
          label="How to address you"
          help="A name, a title, or nothing at all."
          initial={profile.address}
          maxLength={80}
          autoComplete="off"
        />
        <ChoiceSetting
          name="tone"
          legend="Tone"
          help="Counts from the next answer on."
          initial={profile.tone}
          options={tones}
        />
        <ChoiceSetting
          name="length"
          legend="Length"
          help="How much it says when you do not ask for more or less."
          initial={profile.length}
          options={lengths}
        />
        <TextSetting
          name="instructions"
          label="Instructions"
          help="What Numina should know about you, and what it should always or never do. Sent along with every message."
          initial={profile.instructions}
          maxLength={4000}
          lines="many"
          placeholder="I am a nurse and work nights. Use metric units. Ask before you assume."
        />
      </Section>
      <Section title="Appearance">
        <AppearanceSettings />
      </Section>
    </>
  )
}
