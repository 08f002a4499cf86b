import 'server-only'

export { replyReserve } from './build-context'
export { readAsking } from './context/model-settings'
export { previewVoice } from './context/preview-voice'
export { readContext } from './context/read-context'
export { estimateTokens } from './context/tokens'
export {
  findConversationIds,
  findExisting,
  findImported,
  type ImportedConversation,
  insertConversations,
  type MessageSize,
  settleImported,
} from './copies/data'
export {
  type BranchRef,
  findBranchIds,
  measureMessages,
  readMessages,
} from './copies/whole-branch'
export { readTree } from './copies/whole-tree'
export { type ConversationRecord, countUntouched } from './data'
export { getNewerMessages } from './find/show-message'
export { chatJobs } from './jobs'
export type { MessageRecord } from './messages/data'
export { moveConversations } from './order/change-conversations'
export { listConversations, readRail } from './order/list-conversations'
export { deleteUntouched } from './order/untouched'
export { chatData } from './personal-data'
export { type PurgeOf, type PurgeOfMessages, purgeConversations, purgeMessages } from './purge'
export {
  getConversation,
  getOlderMessages,
  readReply,
  requireConversation,
  requireReply,
} from './read-conversation'
export { reapStaleReplies } from './reap'
export { explainFailure } from './reply-errors'
export { sendMessage } from './send-message'
export { sendTemporary } from './send-temporary'
export { findReply, stopReply, streamReply } from './stream-reply'
export { copyBranch } from './tree/copy-branch'
export { insertMessages } from './tree/data'
export { settleAbandonedReplies } from './usage/settle-reply'
export { tokensOf } from './usage/tokens-of'
export { FIRST_TOKEN_MS, watchdog } from './watchdog'
