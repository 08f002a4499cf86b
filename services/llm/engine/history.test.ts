import { describe, expect, it } from 'vitest'
import { buildHistory } from './history.ts'
import type { ChatMessage, ChatRequest } from './types.ts'

const build = (messages: ChatMessage[], rest: Partial<ChatRequest> = {}) =>
  buildHistory({
    messages,
    tools: [],
    toolChoice: 'none',
    format: { type: 'text' },
    stop: [],
    fairnessKey: '',
    ...rest,
  })

const call = { id: 'c1', name: 'weather', arguments: '{"city":"Rome"}' }

describe('buildHistory', () => {
  it('ends with the turn that is to be generated', () => {
    expect(build([{ role: 'user', text: 'Hi' }])).toEqual([
      { type: 'user', text: 'Hi' },
      { type: 'model', response: [] },
    ])
  })

  it('joins the system messages at the start and leaves later ones where they are', () => {
    const history = build([
      { role: 'system', text: 'Be kind.' },
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Hi' },
      { role: 'system', text: 'Be quick.' },
    ])
    expect(history.slice(0, 3)).toEqual([
      { type: 'system', text: 'Be kind.\n\nBe brief.' },
      { type: 'user', text: 'Hi' },
      { type: 'system', text: 'Be quick.' },
    ])
  })

  it('makes calls, their results and the answer one turn', () => {
    const history = build([
      { role: 'user', text: 'Weather in Rome?' },
      { role: 'assistant', text: 'I look.', toolCalls: [call] },
      { role: 'tool', callId: 'c1', text: '{"degrees":30}' },
      { role: 'assistant', text: 'It is hot.', toolCalls: [] },
      { role: 'user', text: 'Thanks' },
    ])
    expect(history[1]).toEqual({
      type: 'model',
      response: [
        'I look.',
        { type: 'functionCall', name: 'weather', params: { city: 'Rome' }, result: { degrees: 30 } },
        'It is hot.',
      ],
    })
    expect(history).toHaveLength(4)
  })

  it('keeps a result that is not JSON as text', () => {
    const history = build([
      { role: 'user', text: 'Weather?' },
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', callId: 'c1', text: 'hot' },
    ])
    expect(history.at(-1)).toMatchObject({ response: [{ result: 'hot' }] })
  })

  it('refuses a result that nobody asked for', () => {
    expect(() =>
      build([
        { role: 'user', text: 'Hi' },
        { role: 'tool', callId: 'c9', text: '' },
      ]),
    ).toThrow(/c9/)
  })

  it('tells of the wanted form after the system prompt', () => {
    const schema = { type: 'object' }
    const history = build(
      [
        { role: 'system', text: 'Be kind.' },
        { role: 'user', text: 'Hi' },
      ],
      { format: { type: 'json', schema } },
    )
    expect(history[0]).toEqual({
      type: 'system',
      text: 'Be kind.\n\nAnswer with JSON that fits this schema: {"type":"object"}',
    })
  })
})
