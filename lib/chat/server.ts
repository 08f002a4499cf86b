import 'server-only'

export { listConversations, readRail } from './order/list-conversations'
export { type PurgeOf, purgeConversations, purgeMessages } from './purge'
export { getConversation, getOlderMessages, requireConversation, requireReply } from './read-conversation'
export { reapStaleReplies } from './reap'
export { sendMessage } from './send-message'
export { findReply, stopReply, streamReply } from './stream-reply'
