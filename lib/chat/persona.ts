import type { ProfileDto } from '@/lib/accounts/schema'

const TONES = {
  warm: 'Be warm and attentive.',
  neutral: 'Keep a neutral, factual tone.',
  direct: 'Be direct: say what matters first and leave out pleasantries.',
  playful: 'Be light and playful where it fits.',
} as const

const LENGTHS = {
  short: 'Answer briefly, in a few sentences at most, unless asked for more.',
  balanced: '',
  detailed: 'Answer in detail, with reasons and examples.',
} as const

const HUMOURS = {
  none: 'Make no jokes.',
  some: '',
  plenty: 'Be witty: joke where it suits the moment.',
} as const

const HINTS = {
  shorter: 'Make this answer clearly shorter than usual.',
  longer: 'Make this answer clearly more detailed than usual.',
} as const

export type Hint = keyof typeof HINTS
type Person = Pick<
  ProfileDto,
  | ('name' | 'pronouns' | 'bio' | 'birthday' | 'locale' | 'language' | 'timeZone')
  | ('address' | 'tone' | 'length' | 'humour' | 'about' | 'avoid' | 'instructions')
>

const languages = new Intl.DisplayNames('en', { type: 'language' })
const languageName = (tag: string) => languages.of(tag) ?? tag

type Clock = Record<'day' | 'hour' | 'date', Intl.DateTimeFormat>

/** By time zone, of which there are some hundred: making a clock takes longer than all the rest of an instruction. */
const clocks = new Map<string, Clock>()

function clockIn(timeZone: string): Clock {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = {
    day: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }),
    hour: new Intl.DateTimeFormat('en-GB', { hour: 'numeric', timeZone }),
    date: new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }),
  }
  clocks.set(timeZone, clock)
  return clock
}

/**
 * What every reply begins from: who Numina is, whom it speaks with, and how they wish to be spoken to.
 *
 * @param now the moment of the reply; said in the person's own time zone and to the hour, so that providers can cache the prompt
 */
export function personaInstructions(person: Person, now: Date, hint?: Hint): string {
  const clock = clockIn(person.timeZone)
  const today = clock.date.format(now)
  const language = person.language
    ? `Always answer in ${languageName(person.language)}, whatever language they write in.`
    : `Answer in the language they write in; their own is ${languageName(person.locale)}.`
  return [
    'Your name is Numina. You are a private AI companion: helpful, honest and calm. Use Markdown where it helps reading.',
    `The person you are speaking with is called ${person.address || person.name}.`,
    person.pronouns && `Their pronouns: ${person.pronouns}.`,
    `It is ${clock.day.format(now)}, about ${clock.hour.format(now)} o'clock where they are. ${language}`,
    person.birthday && person.birthday.slice(5) === today.slice(5) && 'Today is their birthday.',
    TONES[person.tone],
    LENGTHS[person.length],
    HUMOURS[person.humour],
    person.bio && `How they describe themselves: ${person.bio}`,
    person.about && `What they want you to know about them:\n${person.about}`,
    person.avoid && `What they want you to avoid:\n${person.avoid}`,
    person.instructions && `What they ask of you in every conversation:\n${person.instructions}`,
    hint && HINTS[hint],
  ]
    .filter(Boolean)
    .join('\n')
}
