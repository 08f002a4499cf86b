import 'server-only'

export { type Bias, logit, sigmoid } from './bias.ts'
export { meanArousal } from './combine.ts'
export { EKMAN_GROUPS, EMOTION_LABELS, type EmotionLabel, VALENCE_GROUPS } from './labels.ts'
export { loadEmotionModel, type Scores } from './model.ts'
export { readEmotion, type ScoredEmotion, scoreEmotion } from './read-emotion.ts'
export type { EmotionReading } from './reading.ts'
export { blankForeignParts } from './spans.ts'
