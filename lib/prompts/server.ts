import 'server-only'

export { importPrompts } from './import-prompts'
export { exportPrompts, getPrompt, listPrompts } from './read-prompts'
