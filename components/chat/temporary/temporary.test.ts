import { describe, expect, test } from 'vitest'
import { said } from '../session/fake-services.testing'
import { fakeEnvironment } from '../transport/fake-server.testing'
import { createTransport } from '../transport/transport'
import { LocalTree } from './local-tree'
import { toTemporaryInput } from './request'

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`
const question = said('q', 'user', 'Why?', { createdAt: at(0) })
const first = said('a', 'assistant', 'Because.', { parentId: 'q', createdAt: at(1) })
const second = said('b', 'assistant', 'Well.', { parentId: 'q', createdAt: at(2) })
const more = said('m', 'user', 'And?', { parentId: 'a', createdAt: at(3) })

describe('the tree', () => {
  const tree = new LocalTree()
  tree.record([question, first, more])
  tree.record([question, second])
  const idsThrough = (id: string) => tree.branchThrough(id).messages.map(({ id }) => id)

  test('has every branch to its end, with all versions in the order of time', () => {
    expect(idsThrough('a')).toEqual(['q', 'a', 'm'])
    expect(idsThrough('b')).toEqual(['q', 'b'])
    expect(tree.branchThrough('a').messages[1]?.metadata?.siblingIds).toEqual(['a', 'b'])
    expect(tree.branchThrough('a').messages[0]?.metadata?.siblingIds).toBeUndefined()
  })

  test('shows the end that was on screen last', () => {
    expect(idsThrough('q')).toEqual(['q', 'b'])
    tree.record([question, first, more])
    expect(idsThrough('q')).toEqual(['q', 'a', 'm'])
  })

  test('knows nothing of strangers', () => {
    expect(idsThrough('x')).toEqual([])
  })
})

describe('a request', () => {
  const request = (messages: (typeof question)[], rest: object = {}) =>
    toTemporaryInput(
      {
        chatId: 'c',
        trigger: 'submit-message',
        messageId: undefined,
        messages,
        abortSignal: undefined,
        ...rest,
      },
      'p/model',
      (id) => (id === 'a' ? first : undefined),
    )

  test('brings along what was said, without failures that have no words', () => {
    const failed = said('f', 'assistant', '', { status: 'failed' })
    const { messages, questionId, model } = request([question, failed, more])
    expect(messages).toEqual([
      { role: 'user', text: 'Why?' },
      { role: 'user', text: 'And?' },
    ])
    expect([questionId, model]).toEqual(['m', 'p/model'])
  })

  test('leaves out the oldest of very much, and never the question', () => {
    const long = Array.from({ length: 9 }, (_, i) => said(`${i}`, 'user', `${i}${'é'.repeat(150_000)}`))
    const { messages } = request(long)
    expect(messages.map(({ text }) => text[0])).toEqual(['5', '6', '7', '8'])
    expect(request([said('q', 'user', '界'.repeat(399_999)), ...long.slice(0, 1)]).messages).toHaveLength(1)
    expect(request([said('q', 'user', '界'.repeat(399_999))]).messages).toHaveLength(1)
  })

  test('for another answer, and for the rest of one', () => {
    const trigger = 'regenerate-message'
    const again = request([question], { trigger, body: { replyId: 'r', model: 'p/other', hint: 'shorter' } })
    expect(again).toMatchObject({ key: 'r', replyId: 'r', model: 'p/other', hint: 'shorter' })
    const rest = request([question], { trigger, body: { replyId: 'a', continueId: 'k' } })
    expect(rest).toMatchObject({ key: 'k', replyId: 'a', prefix: 'Because.' })
  })

  test('is posted the same again when its answer was lost', async () => {
    let attempt = 0
    const { environment, requests } = fakeEnvironment(() => {
      attempt += 1
      if (attempt === 1) throw new TypeError('network')
      return new Response('id: 1\ndata: {"type":"finish"}\n\n', { headers: { 'x-generation-id': 'g' } })
    })
    const transport = createTransport({
      environment,
      toBody: (r) => toTemporaryInput(r, null, () => undefined),
    })
    const stream = await transport.sendMessages({
      ...{ chatId: 'c', trigger: 'submit-message', messageId: undefined, abortSignal: undefined },
      messages: [question],
    })
    await new Response(stream.pipeThrough(new TransformStream({ transform: () => undefined }))).text()
    expect(requests).toHaveLength(2)
    expect(requests[0]?.body).toEqual(requests[1]?.body)
    expect(requests[0]?.body).toMatchObject({ trigger: 'temporary', questionId: 'q' })
  })
})
