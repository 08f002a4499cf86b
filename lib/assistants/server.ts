import 'server-only'

export { assistantData } from './personal-data'
export { assistantJobs } from './pictures'
export {
  findReplyingAssistant,
  getAssistant,
  listAssistants,
  type ReplyingAssistant,
  requireAssistant,
} from './read-assistants'
