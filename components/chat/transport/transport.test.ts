import type { ChatTransport } from 'ai'
import { describe, expect, test } from 'vitest'
import type { ChatMessage } from '@/lib/chat/schema'
import { careSignal } from '../care/care-signal'
import {
  bodyOf,
  encodeLog,
  errorResponse,
  fakeEnvironment,
  readAll,
  streamResponse,
  textReply,
} from './fake-server.testing'
import { Refusal } from './refusal'
import { createTransport } from './transport'

const CONVERSATION = 'c'.repeat(24)
const GENERATION = 'b'.repeat(24)
const LOG = textReply(['one ', 'two ', 'three'])

function message(id: string, role: 'user' | 'assistant', text: string, parentId: string | null): ChatMessage {
  const metadata = { parentId, status: 'done' as const, createdAt: '2026-01-01T00:00:00.000Z' }
  return { id, role, parts: [{ type: 'text', text }], metadata }
}

const question = message('1'.repeat(24), 'user', 'How are you?', '0'.repeat(24))

type SendRequest = Parameters<ChatTransport<ChatMessage>['sendMessages']>[0]

function sendRequest(request: Partial<SendRequest> = {}): SendRequest {
  return {
    trigger: 'submit-message',
    chatId: CONVERSATION,
    messageId: undefined,
    messages: [message('0'.repeat(24), 'assistant', 'Hello', null), question],
    abortSignal: undefined,
    ...request,
  }
}

const wholeReply = () => streamResponse(bodyOf([encodeLog(LOG)], 'close'))

test('help lines are offered for the conversation whose answer asks for them, also when it is a refusal', async () => {
  const asks = (response: Response) => {
    response.headers.set('x-numina-care', 'help')
    return response
  }
  const offered = () => careSignal.read()[CONVERSATION] ?? 0
  const answers = [wholeReply(), asks(wholeReply()), asks(errorResponse(429, 'limit_reached'))]
  const { environment } = fakeEnvironment(() => answers.shift() ?? wholeReply())
  const send = async () => readAll(await createTransport({ environment }).sendMessages(sendRequest()))
  await send()
  expect(offered()).toBe(0)
  await send()
  expect(offered()).toBe(1)
  await expect(send()).rejects.toThrow()
  expect(offered()).toBe(2)
})

describe('the body of a request', () => {
  const posted = async (request: Partial<SendRequest>) => {
    const { environment, requests } = fakeEnvironment(wholeReply)
    await readAll(await createTransport({ environment }).sendMessages(sendRequest(request)))
    return requests[0]?.body
  }

  test('of a new message names its parent and holds only itself', async () => {
    expect(await posted({})).toEqual({
      trigger: 'send',
      conversationId: CONVERSATION,
      parentId: '0'.repeat(24),
      message: { id: question.id, text: 'How are you?' },
    })
  })

  test('of the first message has no parent, and may name a model', async () => {
    const first = message('1'.repeat(24), 'user', 'Hi', null)
    expect(await posted({ messages: [first], body: { model: 'local/small' } })).toMatchObject({
      parentId: null,
      model: 'local/small',
    })
  })

  test('of another answer names the question', async () => {
    const body = { replyId: 'd'.repeat(24), hint: 'shorter' }
    expect(await posted({ trigger: 'regenerate-message', body })).toEqual({
      trigger: 'regenerate',
      conversationId: CONVERSATION,
      parentId: question.id,
      replyId: 'd'.repeat(24),
      hint: 'shorter',
    })
  })

  test('of the rest of an answer names the answer', async () => {
    const body = { replyId: 'd'.repeat(24), continueId: 'e'.repeat(24) }
    expect(await posted({ trigger: 'regenerate-message', body })).toEqual({
      trigger: 'continue',
      conversationId: CONVERSATION,
      parentId: 'd'.repeat(24),
      replyId: 'e'.repeat(24),
    })
  })
})

describe('sending', () => {
  test('again with the same ids when the answer was lost', async () => {
    const { environment, requests } = fakeEnvironment((_, attempt) => {
      if (attempt < 3) throw new TypeError('Failed to fetch')
      return wholeReply()
    })
    expect(await readAll(await createTransport({ environment }).sendMessages(sendRequest()))).toEqual(LOG)
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST'])
    expect(new Set(requests.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  test('waits for the network as long as it takes', async () => {
    const { environment } = fakeEnvironment((_, attempt) => {
      if (attempt < 100) throw new TypeError('Failed to fetch')
      return wholeReply()
    })
    expect(await readAll(await createTransport({ environment }).sendMessages(sendRequest()))).toEqual(LOG)
  })

  test('once, and reads the rest of the reply when the connection breaks', async () => {
    const { environment, requests } = fakeEnvironment((request, attempt) =>
      attempt === 1
        ? streamResponse(bodyOf([encodeLog(LOG).slice(0, 160)], 'break'))
        : streamResponse(bodyOf([encodeLog(LOG, request.after)], 'close')),
    )
    expect(await readAll(await createTransport({ environment }).sendMessages(sendRequest()))).toEqual(LOG)
    expect(requests.map(({ method, url, after }) => ({ method, url, after }))).toEqual([
      { method: 'POST', url: '/api/chat', after: 0 },
      { method: 'GET', url: `/api/chat/${CONVERSATION}/stream?generation=${GENERATION}`, after: 2 },
    ])
  })

  test('ends with the refusal of the server', async () => {
    const { environment } = fakeEnvironment(() => errorResponse(429, 'rate_limited', { retryAfter: 30 }))
    const error = await readAll(await createTransport({ environment }).sendMessages(sendRequest())).catch(
      (e) => e,
    )
    expect(error).toBeInstanceOf(Refusal)
    expect(error.body.retryAfter).toBe(30)
  })

  test('ends when the person gives up while the network is away', async () => {
    const abort = new AbortController()
    const { environment } = fakeEnvironment((_, attempt) => {
      if (attempt === 3) abort.abort()
      throw new TypeError('Failed to fetch')
    })
    const stream = await createTransport({ environment }).sendMessages(
      sendRequest({ abortSignal: abort.signal }),
    )
    await expect(readAll(stream)).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('resuming', () => {
  test('reads the whole reply from its beginning', async () => {
    const { environment, requests } = fakeEnvironment(wholeReply)
    const body = { generationId: GENERATION }
    const stream = await createTransport({ environment }).reconnectToStream({ chatId: CONVERSATION, body })
    expect(stream && (await readAll(stream))).toEqual(LOG)
    expect(requests).toMatchObject([{ method: 'GET', after: 0 }])
  })

  test('a reply that is gone ends with not found', async () => {
    const { environment } = fakeEnvironment(() => errorResponse(404, 'not_found'))
    const body = { generationId: GENERATION }
    const stream = await createTransport({ environment }).reconnectToStream({ chatId: CONVERSATION, body })
    await expect(stream && readAll(stream)).rejects.toMatchObject({ status: 404 })
  })
})
