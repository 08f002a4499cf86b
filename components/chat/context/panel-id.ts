export const CONTEXT_PANEL = 'context'
