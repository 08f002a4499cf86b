'use server'
import { userAction } from '@/lib/http/action'
import * as conversations from './manage-conversation'
import { chooseModelInput, conversationRef, renameInput, selectMessageInput } from './schema'

export const renameConversation = userAction(
  { name: 'renameConversation', input: renameInput, rateLimit: 'write' },
  conversations.renameConversation,
)
export const chooseModel = userAction(
  { name: 'chooseModel', input: chooseModelInput, rateLimit: 'write' },
  conversations.chooseConversationModel,
)
export const deleteConversation = userAction(
  { name: 'deleteConversation', input: conversationRef, rateLimit: 'write' },
  conversations.deleteConversation,
)
export const restoreConversation = userAction(
  { name: 'restoreConversation', input: conversationRef, rateLimit: 'write' },
  conversations.restoreConversation,
)
export const selectMessage = userAction(
  { name: 'selectMessage', input: selectMessageInput, rateLimit: 'write' },
  conversations.selectMessage,
)
