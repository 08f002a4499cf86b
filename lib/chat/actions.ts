'use server'
import { userAction } from '@/lib/http/action'
import * as conversations from './manage-conversation'
import * as order from './order/change-conversations'
import { chooseModelInput, conversationRefs, renameInput, selectMessageInput } from './schema'

export const renameConversation = userAction(
  { name: 'renameConversation', input: renameInput, rateLimit: 'write' },
  conversations.renameConversation,
)
export const chooseModel = userAction(
  { name: 'chooseModel', input: chooseModelInput, rateLimit: 'write' },
  conversations.chooseConversationModel,
)
export const deleteConversations = userAction(
  { name: 'deleteConversations', input: conversationRefs, rateLimit: 'write' },
  order.deleteConversations,
)
export const restoreConversations = userAction(
  { name: 'restoreConversations', input: conversationRefs, rateLimit: 'write' },
  order.restoreConversations,
)
export const selectMessage = userAction(
  { name: 'selectMessage', input: selectMessageInput, rateLimit: 'write' },
  conversations.selectMessage,
)
