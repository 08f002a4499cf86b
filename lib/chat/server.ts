import 'server-only'

export { getConversation, getOlderMessages, listConversations } from './read-conversation'
export { reapStaleReplies } from './reap'
export { sendMessage } from './send-message'
export { findReply, stopReply, streamReply } from './stream-reply'
