'use server'
import { voiceInput } from '@/lib/accounts/schema'
import { userAction } from '@/lib/http/action'
import * as asking from './context/model-settings'
import * as voice from './context/preview-voice'
import * as context from './context/read-context'
import * as find from './find/show-message'
import * as conversations from './manage-conversation'
import * as order from './order/change-conversations'
import {
  archiveInput,
  askingInput,
  chooseAssistantInput,
  chooseModelInput,
  conversationDeletion,
  conversationRefs,
  deleteMessageInput,
  forkInput,
  markInput,
  moveInput,
  pinInput,
  renameInput,
  restoreMessageInput,
  selectMessageInput,
  summaryInput,
  summaryRef,
} from './schema'
import * as deletion from './tree/delete-message'
import * as forks from './tree/fork-conversation'

export const renameConversation = userAction(
  { name: 'renameConversation', input: renameInput, rateLimit: 'write' },
  conversations.renameConversation,
)
export const chooseModel = userAction(
  { name: 'chooseModel', input: chooseModelInput, rateLimit: 'write' },
  conversations.chooseConversationModel,
)
export const chooseAssistant = userAction(
  { name: 'chooseAssistant', input: chooseAssistantInput, rateLimit: 'write' },
  conversations.chooseAssistant,
)
export const deleteConversations = userAction(
  { name: 'deleteConversations', input: conversationDeletion, rateLimit: 'write' },
  order.deleteConversations,
)
export const restoreConversations = userAction(
  { name: 'restoreConversations', input: conversationRefs, rateLimit: 'write' },
  order.restoreConversations,
)
export const pinConversations = userAction(
  { name: 'pinConversations', input: pinInput, rateLimit: 'write' },
  order.pinConversations,
)
export const archiveConversations = userAction(
  { name: 'archiveConversations', input: archiveInput, rateLimit: 'write' },
  order.archiveConversations,
)
export const moveConversations = userAction(
  { name: 'moveConversations', input: moveInput, rateLimit: 'write' },
  order.moveConversations,
)
export const markConversation = userAction(
  { name: 'markConversation', input: markInput, rateLimit: 'write' },
  order.markConversation,
)
export const selectMessage = userAction(
  { name: 'selectMessage', input: selectMessageInput, rateLimit: 'write' },
  conversations.selectMessage,
)
export const deleteMessage = userAction(
  { name: 'deleteMessage', input: deleteMessageInput, rateLimit: 'write' },
  deletion.deleteMessage,
)
export const restoreMessage = userAction(
  { name: 'restoreMessage', input: restoreMessageInput, rateLimit: 'write' },
  deletion.restoreMessage,
)
export const forkConversation = userAction(
  { name: 'forkConversation', input: forkInput, rateLimit: 'write' },
  forks.forkConversation,
)
export const changeAsking = userAction(
  { name: 'changeAsking', input: askingInput, rateLimit: 'write' },
  asking.changeAsking,
)
export const editSummary = userAction(
  { name: 'editSummary', input: summaryInput, rateLimit: 'write' },
  context.editSummary,
)
export const dropSummary = userAction(
  { name: 'dropSummary', input: summaryRef, rateLimit: 'write' },
  context.dropSummary,
)
export const previewVoice = userAction(
  { name: 'previewVoice', input: voiceInput, rateLimit: 'write' },
  voice.previewVoice,
)
export const sampleVoice = userAction(
  { name: 'sampleVoice', input: voiceInput, rateLimit: 'chat' },
  voice.sampleVoice,
)
export const showMessage = userAction(
  { name: 'showMessage', input: selectMessageInput, rateLimit: 'write' },
  find.showMessage,
)
