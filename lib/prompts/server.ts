import 'server-only'

export { importPrompts } from './import-prompts'
export { promptData } from './personal-data'
export { exportPrompts, getPrompt, listPrompts } from './read-prompts'
