import 'server-only'

export { assistantData } from './personal-data'
export {
  findReplyingAssistant,
  getAssistant,
  listAssistants,
  type ReplyingAssistant,
  requireAssistant,
} from './read-assistants'
