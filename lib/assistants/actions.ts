'use server'
import { pictureForm } from '@/lib/accounts/schema'
import { userAction } from '@/lib/http/action'
import * as assistants from './manage-assistant'
import { assistantRef, saveAssistantInput } from './schema'

export const saveAssistant = userAction(
  { name: 'saveAssistant', input: saveAssistantInput, rateLimit: 'write' },
  assistants.saveAssistant,
)
export const deleteAssistant = userAction(
  { name: 'deleteAssistant', input: assistantRef, rateLimit: 'write' },
  assistants.deleteAssistant,
)
export const storeAssistantPicture = userAction(
  { name: 'storeAssistantPicture', input: pictureForm, rateLimit: 'upload' },
  assistants.storeAssistantPicture,
)
