import 'server-only'

export { EMOTION_LABELS, type EmotionLabel } from './labels.ts'
export { loadEmotionModel } from './model.ts'
export { readEmotion } from './read-emotion.ts'
export type { EmotionReading } from './reading.ts'
