'use client'

import { TextSetting } from './text-setting'

export function AddressSetting() {
  return (
    <TextSetting
      name="address"
      label="How to address you"
      help="A first name, a title, a nickname. Left empty, it is your name."
      maxLength={80}
      autoComplete="off"
    />
  )
}

export function PronounsSetting() {
  return (
    <TextSetting
      name="pronouns"
      label="Pronouns"
      help="As others should speak of you."
      maxLength={40}
      autoComplete="off"
      placeholder="she/her"
    />
  )
}

/** What Numina should know, and what it should leave alone. */
export function KnowledgeSettings() {
  return (
    <>
      <TextSetting
        name="about"
        label="About you"
        help="Your work, what you are learning, what you care for. Sent along with every message."
        maxLength={2000}
        lines="many"
        placeholder="I am a nurse and work nights. I am learning Italian."
      />
      <TextSetting
        name="avoid"
        label="What to avoid"
        help="Subjects, words, habits. Numina keeps away from them unless you bring them up."
        maxLength={1000}
        lines="many"
        placeholder="No diet advice. No emoji."
      />
    </>
  )
}
