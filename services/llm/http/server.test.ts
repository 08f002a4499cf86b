import { describe, expect, it } from 'vitest'
import { serve } from './testing.ts'

describe('the rest of the API', () => {
  it('lists and describes the model', async () => {
    const { url } = await serve()
    const list = await (await fetch(`${url}/v1/models`)).json()
    expect(list).toMatchObject({
      object: 'list',
      data: [{ id: 'test-model', object: 'model', context_length: 512 }],
    })
    expect(await (await fetch(`${url}/v1/models/test-model`)).json()).toEqual(list.data[0])
  })

  it('tells its health', async () => {
    const { url } = await serve()
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      status: 'ok',
      model: 'test-model',
      state: 'unloaded',
      active: 0,
      waiting: 0,
    })
  })

  it('embeds, as numbers or as base64 of 32-bit floats', async () => {
    const vectors = [
      [1, 0],
      [0.5, -0.25],
    ]
    const server = await serve({
      embed: async (inputs) => ({ vectors: vectors.slice(0, inputs.length), tokens: 4 }),
    })
    const body = { model: 'test-model', input: ['a', 'b'] }
    const plain = await (await server.post('/v1/embeddings', body)).json()
    expect(plain.data.map(({ embedding }: { embedding: number[] }) => embedding)).toEqual(vectors)
    expect(plain.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    const packed = await (await server.post('/v1/embeddings', { ...body, encoding_format: 'base64' })).json()
    const bytes = Buffer.from(packed.data[1].embedding, 'base64')
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.5, -0.25])
  })

  it.each([[''], [[]], [['']], [[[1, 2]]], [7]])('refuses to embed %j', async (input) => {
    const { post } = await serve()
    const response = await post('/v1/embeddings', { model: 'test-model', input })
    expect(response.status).toBe(400)
    expect((await response.json()).error.param).toMatch(/^input/)
  })
})
