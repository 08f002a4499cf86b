import { newId } from '@/lib/core/ids'
import { writeQuote } from '@/lib/quotes/data'
import type { ActionLine } from '../line.ts'
import { assistantOf, folderOf, keyOf, promptOf, type Things } from '../things.ts'

const ids = async (own: Things) => ({ ids: [(await own.conversation()).id] })
const noPicture = () => {
  const form = new FormData()
  form.set('file', new File(['not a picture'], 'a.png'))
  return form
}
const answer = async (own: Things) => {
  const { id, answerId } = await own.conversation()
  return { id, messageId: answerId }
}

const quoteOf = async ({ ctx }: Things) =>
  (await writeQuote(ctx, { seats: 5, needs: 'x', reach: 'x' }))?._id.toHexString() ?? ''

/** Actions about what a workspace holds; see ../matrix.test.ts. */
export const ACTIONS: Record<string, ActionLine> = {
  'assistants/deleteAssistant': { least: 'member', input: async (own) => ({ id: await own.assistant() }) },
  'assistants/saveAssistant': {
    least: 'member',
    input: async (own) => ({ ...assistantOf(await own.assistant()), name: 'Renamed' }),
  },
  'assistants/storeAssistantPicture': {
    least: 'member',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: noPicture,
  },
  // Nothing is sold in tests but in lib/billing.
  'billing/buyPack': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ pack: '1000', currency: 'EUR', count: 1 }),
  },
  'billing/openPortal': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ wish: 'look' }),
  },
  'billing/switchExtraOn': {
    least: 'owner',
    answers: 'unavailable',
    other: 'unavailable',
    input: () => ({ ceiling: 1_000 }),
  },
  'billing/switchTopUpOn': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ pack: '1000', currency: 'EUR', threshold: 10, ceiling: 1_000 }),
  },
  'billing/switchTopUpOff': { least: 'owner', other: 'ok' },
  'billing/switchExtraOff': { least: 'owner', other: 'ok' },
  'billing/previewChange': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ plan: 'pro', interval: 'month', seats: 1 }),
  },
  'billing/previewSeats': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ by: 1 }),
  },
  'billing/changeSeats': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ from: 1, to: 2, at: 0, key: newId() }),
  },
  'billing/startCheckout': {
    least: 'owner',
    answers: 'unavailable',
    other: 'unavailable',
    input: () => ({ plan: 'pro', interval: 'month', currency: 'EUR', seats: 1 }),
  },
  // Plans mean nothing in tests but in lib/billing and lib/quotes.
  'quotes/askForQuote': {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ seats: 5, needs: 'x', reach: 'x' }),
  },
  'quotes/withdrawQuote': { least: 'owner', input: async (own) => ({ id: await quoteOf(own) }) },
  'chat/archiveConversations': {
    least: 'member',
    input: async (own) => ({ ...(await ids(own)), archived: true }),
  },
  'chat/changeAsking': {
    least: 'member',
    input: async (own) => ({ id: (await own.conversation()).id, instructions: 'Be brief.' }),
  },
  'chat/previewVoice': { least: 'viewer', other: 'ok', input: () => ({ tone: 'direct' }) },
  'chat/sampleVoice': { least: 'member', other: 'ok', input: () => ({ tone: 'direct' }) },
  'chat/chooseAssistant': {
    least: 'member',
    input: async (own) => ({ id: (await own.conversation()).id, assistantId: await own.assistant() }),
  },
  'chat/chooseModel': {
    least: 'member',
    input: async (own) => ({ id: (await own.conversation()).id, model: 'local/model' }),
  },
  'chat/deleteConversations': {
    least: 'member',
    input: async (own) => ({ ...(await ids(own)), memories: 'forget' }),
  },
  'chat/deleteMessage': { least: 'member', input: answer },
  'chat/dropSummary': { least: 'member', input: (own) => own.summary() },
  'chat/editSummary': {
    least: 'member',
    input: async (own) => ({ ...(await own.summary()), text: 'Other words' }),
  },
  'chat/forkConversation': {
    least: 'member',
    input: async (own) => ({ ...(await answer(own)), forkId: newId() }),
  },
  'chat/markConversation': {
    least: 'member',
    input: async (own) => ({ id: (await own.conversation()).id, emoji: null, colour: null }),
  },
  'chat/moveConversations': {
    least: 'member',
    input: async (own) => ({ ...(await ids(own)), folderId: await own.folder() }),
  },
  'chat/pinConversations': {
    least: 'member',
    input: async (own) => ({ ...(await ids(own)), pinned: true }),
  },
  'chat/renameConversation': {
    least: 'member',
    input: async (own) => ({ id: (await own.conversation()).id, title: 'Renamed' }),
  },
  'chat/restoreConversations': { least: 'member', input: ids },
  'chat/restoreMessage': {
    least: 'member',
    answers: 'not_found',
    input: async (own) => ({ ...(await answer(own)), undo: { leafId: null, shownLeafId: null } }),
  },
  'chat/selectMessage': { least: 'member', input: answer },
  'chat/showMessage': { least: 'viewer', input: answer },
  'feedback/rateMessage': {
    least: 'member',
    input: async (own) => ({ ...(await answer(own)), feedback: { rating: 'up', reason: null, note: '' } }),
  },
  'feedback/reportMessage': {
    least: 'member',
    input: async (own) => ({ ...(await answer(own)), reason: 'harmful', note: '' }),
  },
  'folders/createFolder': {
    least: 'member',
    other: 'ok',
    input: () => ({ ...folderOf(newId()), name: 'New', instructions: '' }),
  },
  'folders/deleteFolder': { least: 'member', input: async (own) => ({ id: await own.folder() }) },
  'folders/updateFolder': {
    least: 'member',
    input: async (own) => ({ id: await own.folder(), name: 'Renamed' }),
  },
  'keys/changeKey': {
    least: 'member',
    input: async (own) => ({ id: await own.key(), name: 'Renamed', caps: { day: 1, month: null } }),
  },
  'keys/createKey': { least: 'member', other: 'ok', input: keyOf },
  'keys/revokeKey': { least: 'member', input: async (own) => ({ id: await own.key() }) },
  'models/connectProvider': { least: 'admin', other: 'ok', input: (own) => own.provider() },
  'models/editConnection': {
    least: 'admin',
    input: async (own) => ({
      id: await own.connection(),
      name: 'Renamed',
      baseUrl: own.provider().baseUrl,
    }),
  },
  'models/enableConnection': {
    least: 'admin',
    input: async (own) => ({ id: await own.connection(), isEnabled: false }),
  },
  'models/refreshConnection': { least: 'admin', input: async (own) => ({ id: await own.connection() }) },
  'models/removeConnection': { least: 'admin', input: async (own) => ({ id: await own.connection() }) },
  'models/updatePersonalModels': { least: 'viewer', other: 'ok', input: () => ({ fallbackModels: [] }) },
  'models/updateWorkspaceModels': {
    least: 'admin',
    other: 'ok',
    input: () => ({ model: null, settings: {} }),
  },
  'prompts/deletePrompt': { least: 'member', input: async (own) => ({ id: await own.prompt() }) },
  'prompts/savePrompt': {
    least: 'member',
    input: async (own) => ({ ...promptOf(await own.prompt()), title: 'Renamed' }),
  },
  'shares/continueShared': {
    least: 'member',
    // A link is for whoever has it.
    other: 'ok',
    input: async (own) => ({ token: (await own.share()).token, conversationId: newId() }),
  },
  'shares/createShare': {
    least: 'member',
    input: async (own) => {
      const { id, answerId } = await own.conversation()
      return { conversationId: id, leafId: answerId, showAuthor: false, expiresInDays: null }
    },
  },
  'shares/listShares': { least: 'viewer', other: 'ok', input: () => ({}) },
  'shares/revokeShare': {
    least: 'member',
    input: async (own) => ({ id: (await own.share()).id, revoked: true }),
  },
  'shares/updateShare': {
    least: 'member',
    input: async (own) => ({ id: (await own.share()).id, title: 'Renamed' }),
  },
}
