export const TONE_OPTIONS = [
  { value: 'warm', label: 'Warm' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'direct', label: 'Direct' },
  { value: 'playful', label: 'Playful' },
] as const

export const LENGTH_OPTIONS = [
  { value: 'short', label: 'Short' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'detailed', label: 'Detailed' },
] as const

export const HUMOUR_OPTIONS = [
  { value: 'none', label: 'None' },
  { value: 'some', label: 'A little' },
  { value: 'plenty', label: 'A lot' },
] as const
