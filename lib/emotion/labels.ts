/** The 28 GoEmotions labels in the order of the model's outputs (Demszky et al. 2020). */
export const EMOTION_LABELS = [
  'admiration',
  'amusement',
  'anger',
  'annoyance',
  'approval',
  'caring',
  'confusion',
  'curiosity',
  'desire',
  'disappointment',
  'disapproval',
  'disgust',
  'embarrassment',
  'excitement',
  'fear',
  'gratitude',
  'grief',
  'joy',
  'love',
  'nervousness',
  'optimism',
  'pride',
  'realization',
  'relief',
  'remorse',
  'sadness',
  'surprise',
  'neutral',
] as const

export type EmotionLabel = (typeof EMOTION_LABELS)[number]

/** The six Ekman groups of the GoEmotions paper; "neutral" stands beside them. */
export const EKMAN_GROUPS = {
  anger: ['anger', 'annoyance', 'disapproval'],
  disgust: ['disgust'],
  fear: ['fear', 'nervousness'],
  joy: [
    'admiration',
    'amusement',
    'approval',
    'caring',
    'desire',
    'excitement',
    'gratitude',
    'joy',
    'love',
    'optimism',
    'pride',
    'relief',
  ],
  sadness: ['sadness', 'disappointment', 'embarrassment', 'grief', 'remorse'],
  surprise: ['surprise', 'realization', 'confusion', 'curiosity'],
} as const satisfies Record<string, readonly EmotionLabel[]>

/** The sentiment groups of the GoEmotions paper; "neutral" stands beside them. */
export const VALENCE_GROUPS = {
  positive: EKMAN_GROUPS.joy,
  negative: [...EKMAN_GROUPS.anger, ...EKMAN_GROUPS.disgust, ...EKMAN_GROUPS.fear, ...EKMAN_GROUPS.sadness],
  ambiguous: EKMAN_GROUPS.surprise,
} as const satisfies Record<string, readonly EmotionLabel[]>

/**
 * How roused a label is, 0 (calm) to 1 (agitated): our own placement after the circumplex model of affect
 * (Russell 1980). An ordering for display, not a measurement.
 */
export const AROUSAL: Record<EmotionLabel, number> = {
  admiration: 0.5,
  amusement: 0.6,
  anger: 0.9,
  annoyance: 0.65,
  approval: 0.35,
  caring: 0.4,
  confusion: 0.5,
  curiosity: 0.5,
  desire: 0.65,
  disappointment: 0.35,
  disapproval: 0.5,
  disgust: 0.65,
  embarrassment: 0.6,
  excitement: 0.95,
  fear: 0.9,
  gratitude: 0.45,
  grief: 0.4,
  joy: 0.7,
  love: 0.6,
  nervousness: 0.75,
  optimism: 0.5,
  pride: 0.6,
  realization: 0.45,
  relief: 0.3,
  remorse: 0.4,
  sadness: 0.25,
  surprise: 0.8,
  neutral: 0.3,
}
