'use server'
import { userAction } from '@/lib/http/action'
import * as prompts from './manage-prompt'
import { promptRef, savePromptInput } from './schema'

export const savePrompt = userAction(
  { name: 'savePrompt', input: savePromptInput, rateLimit: 'write' },
  prompts.savePrompt,
)
export const deletePrompt = userAction(
  { name: 'deletePrompt', input: promptRef, rateLimit: 'write' },
  prompts.deletePrompt,
)
