import type { Adaptation, Feeling } from '../limits'

/** What the assistant is told about: what somebody seems to feel, and where it is known from. */
export type Estimate = {
  feeling: Feeling
  /** 0 to 1; null: the person said so themselves. */
  probability: number | null
}

type Kind = 'low' | 'worried' | 'irritated' | 'bright' | 'unclear'

const KIND_OF: Partial<Record<Feeling, Kind>> = {
  sadness: 'low',
  grief: 'low',
  disappointment: 'low',
  remorse: 'low',
  embarrassment: 'low',
  fear: 'worried',
  nervousness: 'worried',
  anger: 'irritated',
  annoyance: 'irritated',
  disapproval: 'irritated',
  disgust: 'irritated',
  joy: 'bright',
  excitement: 'bright',
  gratitude: 'bright',
  love: 'bright',
  pride: 'bright',
  relief: 'bright',
  amusement: 'bright',
  confusion: 'unclear',
}

const ADVICE: Record<Exclude<Adaptation, 'never'>, Record<Kind, string>> = {
  gently: {
    low: 'Let your tone be a little softer and unhurried. Still answer what they ask.',
    worried: 'Be calm and clear. Put what helps most first, in small steps.',
    irritated:
      'Be brief and matter-of-fact. Acknowledge what went wrong before anything else, without excuses.',
    bright: 'You may let your tone be lighter.',
    unclear: 'Explain plainly, one thing at a time.',
  },
  strongly: {
    low: 'Listen before you advise: take up what they said in a sentence, be soft and unhurried, and offer advice only if they ask for it or say yes to it. Keep answers short.',
    worried:
      'Slow down. Take up what worries them in a sentence, then give one next step at a time, in plain words, and say what is certain and what is not.',
    irritated:
      'Acknowledge what went wrong first, without excuses and without telling them how to feel. Be brief, concrete and even; no jokes, no pleasantries.',
    bright:
      'Share the good mood in your tone, and stay with what pleases them for a moment before you go on.',
    unclear:
      'Go one step at a time, in plain words with an example, and ask whether it is clear before going on.',
  },
}

const LIMITS =
  'This is an estimate and may be wrong; what they say counts more. Do not mention or name it unless they ask what you noticed; then say it ' +
  'plainly, as an estimate. Diagnose nothing. Do not say that you feel anything yourself.'

/** @returns whether the assistant would do anything differently */
export const isWorthHeeding = (feeling: Feeling): boolean => KIND_OF[feeling] !== undefined

/** @returns the instruction a model is given, word for word; null when there is nothing to heed */
export function adviceOn({ feeling, probability }: Estimate, adapt: Adaptation): string | null {
  const kind = KIND_OF[feeling]
  if (!kind || adapt === 'never') return null
  const where =
    probability === null
      ? `The person has said that they feel: ${feeling}.`
      : `From how they write, the person may be feeling ${feeling} (${Math.round(probability * 100)} %).`
  return `${where} ${ADVICE[adapt][kind]}\n${LIMITS}`
}
