import 'server-only'

export {
  findReplyingAssistant,
  getAssistant,
  listAssistants,
  type ReplyingAssistant,
  requireAssistant,
} from './read-assistants'
