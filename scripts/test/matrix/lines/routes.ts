import { newId } from '@/lib/core/ids'
import type { RouteLine } from '../line.ts'
import { WORD } from '../things.ts'

/** One line for each method of each `app/**\/route.ts`; see ../matrix.test.ts. */
export const ROUTES: Record<string, RouteLine> = {
  'GET /api/assistants': { least: 'viewer', other: 'ok' },
  // Nothing is sold in tests but in lib/billing.
  'GET /api/admin/billing/growth': { least: 'instance owner', answers: 'not_found' },
  'GET /api/audit': { least: 'instance owner', input: () => ({ query: { format: 'json' } }) },
  'GET /api/auth/[...nextauth]': { least: 'anyone', input: () => ({ params: { nextauth: ['session'] } }) },
  'POST /api/auth/[...nextauth]': { least: 'anyone', input: () => ({ params: { nextauth: ['session'] } }) },
  'GET /api/avatars/[id]': {
    least: 'viewer',
    answers: 'not_found',
    input: () => ({ params: { id: newId() } }),
  },
  'POST /api/chat': {
    least: 'member',
    input: async (own) => {
      const { id, answerId } = await own.conversation()
      const message = { id: newId(), text: 'And now?' }
      return { json: { trigger: 'send', conversationId: id, parentId: answerId, message } }
    },
  },
  'POST /api/chat (regenerate)': {
    least: 'member',
    input: async (own) => {
      const { id, questionId } = await own.conversation()
      return {
        json: { trigger: 'regenerate', conversationId: id, parentId: questionId, replyId: newId() },
      }
    },
  },
  'POST /api/chat (temporary)': {
    least: 'member',
    other: 'ok',
    input: () => {
      const [conversationId, key, questionId, replyId] = [newId(), newId(), newId(), newId()]
      const messages = [{ role: 'user', text: 'Hello' }]
      return { json: { trigger: 'temporary', conversationId, key, questionId, replyId, messages } }
    },
  },
  'POST /api/chat/[conversationId]/stop': {
    least: 'member',
    input: async (own) => ({ params: { conversationId: (await own.conversation()).id } }),
  },
  'GET /api/chat/[conversationId]/stream': {
    least: 'viewer',
    input: async (own) => {
      const { conversationId, generation } = await own.reply()
      return { params: { conversationId }, query: { generation } }
    },
  },
  'GET /api/conversations': { least: 'viewer', other: 'ok' },
  'GET /api/conversations/rail': { least: 'viewer', other: 'ok' },
  'GET /api/conversations/[id]': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id } }),
  },
  'GET /api/conversations/[id]/asking': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id } }),
  },
  'GET /api/conversations/[id]/context': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id } }),
  },
  'GET /api/conversations/[id]/export': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id }, query: { format: 'json' } }),
  },
  'GET /api/conversations/[id]/messages': {
    least: 'viewer',
    input: async (own) => {
      const { id, answerId } = await own.conversation()
      return { params: { id }, query: { before: answerId } }
    },
  },
  'GET /api/conversations/[id]/readings/[messageId]': {
    least: 'viewer',
    input: async (own) => {
      const { conversationId, messageId } = await own.feeling()
      return { params: { id: conversationId, messageId } }
    },
  },
  'GET /api/conversations/[id]/export (markdown)': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id }, query: { format: 'markdown' } }),
  },
  'GET /api/conversations/[id]/messages (newer)': {
    least: 'viewer',
    input: async (own) => {
      const { id, questionId } = await own.conversation()
      return { params: { id }, query: { after: questionId } }
    },
  },
  'GET /api/drafts/[key]': {
    least: 'viewer',
    input: async (own) => ({ params: { key: (await own.conversation()).id } }),
  },
  'PUT /api/drafts/[key]': {
    least: 'member',
    input: async (own) => ({
      params: { key: (await own.conversation()).id },
      json: { text: 'Not yet', base: null },
    }),
  },
  'GET /api/export': { least: 'viewer', other: 'ok', input: () => ({ query: { format: 'json' } }) },
  'GET /api/export (markdown)': {
    least: 'viewer',
    other: 'ok',
    input: () => ({ query: { format: 'markdown' } }),
  },
  'GET /api/health': { least: 'anyone' },
  'GET /api/imports': { least: 'member', other: 'ok' },
  'POST /api/imports': {
    least: 'member',
    other: 'ok',
    input: () => ({ query: { id: newId(), name: 'a.json' }, body: '[]' }),
  },
  'GET /api/imports/[id]': {
    least: 'member',
    input: async (own) => ({ params: { id: await own.import() } }),
  },
  'DELETE /api/imports/[id]': {
    least: 'member',
    input: async (own) => ({ params: { id: await own.import() } }),
  },
  'GET /api/insight': { least: 'viewer', other: 'ok' },
  'GET /api/insight/export': { least: 'viewer', other: 'ok' },
  'GET /api/live': { least: 'viewer', other: 'ok' },
  'GET /api/memory': { least: 'viewer', other: 'ok', input: () => ({ query: { q: WORD.slice(0, 4) } }) },
  'GET /api/memory/state': { least: 'viewer', other: 'ok' },
  'GET /api/memory/export': { least: 'viewer', other: 'ok' },
  'GET /api/memory/used': {
    least: 'viewer',
    other: 'ok',
    input: async (own) => ({ query: { ids: await own.memory() } }),
  },
  'POST /api/memory/import': {
    least: 'viewer',
    answers: 'conflict',
    other: 'conflict',
    input: () => ({ json: { format: 'numina.memories', version: 1, memories: [] } }),
  },
  'GET /api/conversations/[id]/memory': {
    least: 'viewer',
    input: async (own) => ({ params: { id: (await own.conversation()).id } }),
  },
  'GET /api/models': { least: 'viewer', other: 'ok' },
  'GET /api/privacy/archives': { least: 'viewer', other: 'ok' },
  'GET /api/privacy/archives/[id]': {
    least: 'viewer',
    input: async (own) => ({ params: { id: await own.archive() } }),
  },
  'GET /api/prompts': { least: 'viewer', other: 'ok' },
  'GET /api/prompts/[id]': {
    least: 'viewer',
    input: async (own) => ({ params: { id: await own.prompt() } }),
  },
  'GET /api/prompts/export': { least: 'viewer', other: 'ok' },
  'POST /api/prompts/import': {
    least: 'member',
    other: 'ok',
    input: () => ({ json: [{ title: 'A prompt', content: 'Be brief.' }] }),
  },
  // Programs come with a key; a browser has none, whoever sits before it.
  'GET /api/v1/models': { least: 'anyone', answers: 'unauthenticated' },
  'GET /api/v1/usage': { least: 'anyone', answers: 'unauthenticated' },
  'POST /api/v1/chat/completions': { least: 'anyone', answers: 'unauthenticated' },
  'GET /api/v1/openapi.json': { least: 'anyone' },
  ...Object.fromEntries(
    ['GET', 'POST', 'DELETE'].map((method) => [
      `${method} /api/v1/[...path]`,
      { least: 'anyone', answers: 'not_found', input: () => ({ params: { path: ['embeddings'] } }) },
    ]),
  ),
  'GET /api/search': { least: 'viewer', other: 'ok', input: () => ({ query: { q: 'x', kind: 'messages' } }) },
  'GET /api/search (titles)': {
    least: 'viewer',
    other: 'ok',
    input: async (own) => {
      await own.folder()
      return { query: { q: `in:${WORD.slice(0, 4)} x`, kind: 'titles' } }
    },
  },
  'GET /api/usage/export': { least: 'viewer', other: 'ok' },
  // That right signatures are taken is in lib/billing: here no secret is set.
  'POST /api/webhooks/stripe': { least: 'anyone', answers: 'not_found', input: () => ({ json: {} }) },
  'GET /frame/mermaid/[...path]': {
    least: 'anyone',
    input: () => ({ params: { path: ['mermaid.esm.min.mjs'] } }),
  },
  'GET /security.txt': { least: 'anyone', answers: 'not_found' },
  'GET /s/[token]/card': {
    least: 'anyone',
    suspended: 'not_found',
    input: async (own) => ({ params: { token: (await own.share()).token } }),
  },
}
