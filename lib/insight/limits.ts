/** What the browser must know of feelings without loading the schemas. The labels are those of lib/emotion, by how pleasant they are. */
export const FEELINGS = {
  pleasant: [
    'joy',
    'gratitude',
    'love',
    'excitement',
    'optimism',
    'relief',
    'pride',
    'amusement',
    'admiration',
    'approval',
    'caring',
    'desire',
  ],
  unpleasant: [
    'sadness',
    'nervousness',
    'fear',
    'anger',
    'annoyance',
    'disappointment',
    'remorse',
    'grief',
    'embarrassment',
    'disapproval',
    'disgust',
  ],
  mixed: ['surprise', 'confusion', 'curiosity', 'realization'],
  neutral: ['neutral'],
} as const

export type Feeling = (typeof FEELINGS)[keyof typeof FEELINGS][number]

export const ALL_FEELINGS: readonly Feeling[] = Object.values(FEELINGS).flat()

/** What a message can be about, as lib/emotion finds it; in people's words. */
export const TOPIC_NAMES = {
  work: 'Work',
  study: 'School and study',
  money: 'Money',
  health: 'Health',
  sleep: 'Sleep',
  food: 'Food and body',
  family: 'Family',
  partner: 'Love and partnership',
  friends: 'Friends',
  animals: 'Animals',
  home: 'Home',
  leisure: 'Leisure',
  travel: 'Travel',
  technology: 'Technology',
  world: 'The world',
  meaning: 'Faith and meaning',
} as const
export type Topic = keyof typeof TOPIC_NAMES

/** How much the assistant heeds what was read. */
export const ADAPTATIONS = ['strongly', 'gently', 'never'] as const
export type Adaptation = (typeof ADAPTATIONS)[number]

/** How many days back the page looks. */
export const RANGES = [30, 90, 365] as const
export const NOTE_MAX_CHARS = 500
export const REFLECTION_MAX_CHARS = 6_000
