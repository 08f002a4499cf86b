import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from './body.ts'
import { serve } from './testing.ts'

const hello = { model: 'test-model', messages: [{ role: 'user', content: 'Hello' }] }

describe('what is refused', () => {
  const user = { role: 'user', content: 'Hi' }
  const tool = { type: 'function', function: { name: 'f' } }
  it.each([
    ['no messages', { messages: undefined }, 'messages', 'missing_required_parameter'],
    ['an empty list', { messages: [] }, 'messages', 'invalid_value'],
    ['an unknown role', { messages: [{ role: 'robot', content: '' }] }, 'messages[0].role', 'invalid_value'],
    [
      'a picture',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'messages[0].content[0].type',
      'invalid_value',
    ],
    [
      'an operator as a value',
      { messages: [{ role: 'user', content: { $ne: null } }] },
      'messages[0].content',
      'invalid_value',
    ],
    ['an unknown parameter', { frobnicate: 1 }, 'frobnicate', 'unknown_parameter'],
    ['a temperature out of range', { temperature: 3 }, 'temperature', 'invalid_value'],
    ['a number as text', { max_tokens: '5' }, 'max_tokens', 'invalid_value'],
    ['no tokens at all', { max_tokens: 0 }, 'max_tokens', 'invalid_value'],
    ['five stop sequences', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop', 'invalid_value'],
    ['two answers', { n: 2 }, 'n', 'unsupported_parameter'],
    ['logprobs', { logprobs: true }, 'logprobs', 'unsupported_parameter'],
    ['the old functions', { functions: [] }, 'functions', 'unsupported_parameter'],
    ['sound', { modalities: ['audio'] }, 'modalities', 'unsupported_parameter'],
    ['a choice of tool without tools', { tool_choice: 'required' }, 'tool_choice', 'invalid_value'],
    [
      'a choice of another tool',
      { tools: [tool], tool_choice: { type: 'function', function: { name: 'g' } } },
      'tool_choice',
      'invalid_value',
    ],
    [
      'tools with a forced form',
      { tools: [tool], response_format: { type: 'json_object' } },
      'response_format',
      'unsupported_parameter',
    ],
    [
      'a schema without a schema',
      { response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
      'response_format.json_schema.schema',
      'missing_required_parameter',
    ],
  ])('%s', async (_, change, param, code) => {
    const { chat } = await serve()
    const response = await chat({ model: 'test-model', messages: [user], ...change })
    expect(response.status).toBe(400)
    expect((await response.json()).error).toMatchObject({ param, code, type: 'invalid_request_error' })
  })

  it('another model, with 404', async () => {
    const { chat } = await serve()
    const response = await chat({ ...hello, model: 'gpt-9' })
    expect(response.status).toBe(404)
    expect((await response.json()).error).toMatchObject({ code: 'model_not_found', param: 'model' })
  })

  it.each(['{"model":', '', '[]', 'null', '"text"', '{"a":\u0000}'])(
    'a body that is no object: %j',
    async (body) => {
      const { chat } = await serve()
      expect((await chat(body)).status).toBe(400)
    },
  )

  it('bytes that are not UTF-8', async () => {
    const server = await serve()
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    })
    expect(response.status).toBe(400)
    expect((await response.json()).error.code).toBe('invalid_json')
  })

  it('another content type, with 415', async () => {
    const { post } = await serve()
    const response = await post('/v1/chat/completions', hello, { 'content-type': 'text/plain' })
    expect(response.status).toBe(415)
  })

  it('a body over the limit, with 413', async () => {
    const { chat } = await serve()
    const response = await chat({ ...hello, user: 'x'.repeat(MAX_BODY_BYTES) })
    expect(response.status).toBe(413)
    expect((await response.json()).error.code).toBe('request_too_large')
  })

  it.each([
    ['GET', '/v1/chat/completions', 405],
    ['POST', '/v1/models', 405],
    ['GET', '/v1/nothing', 404],
    ['GET', '/v1/models/other', 404],
    ['GET', '/v1/models/%E0%A4', 404],
  ])('%s %s with %d', async (method, path, status) => {
    const { url } = await serve()
    const response = await fetch(url + path, { method })
    expect(response.status).toBe(status)
    expect((await response.json()).error.message).toBeTruthy()
  })

  it('a request for another host, as after DNS rebinding', async () => {
    const { url } = await serve()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    await once(socket, 'close')
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 421/)
  })
})
