import 'server-only'

export { EKMAN_GROUPS, EMOTION_LABELS, type EmotionLabel, VALENCE_GROUPS } from './labels.ts'
export { loadEmotionModel, type Scores } from './model.ts'
export { readEmotion } from './read-emotion.ts'
