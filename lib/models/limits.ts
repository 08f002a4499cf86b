/** What the browser must know of the limits without loading the schemas they are part of. */
export const MAX_TEMPERATURE = 2
export const MOST_FALLBACKS = 5
export const CONNECTION_NAME_MAX = 60
export const REASONING_EFFORTS = ['none', 'low', 'medium', 'high'] as const
