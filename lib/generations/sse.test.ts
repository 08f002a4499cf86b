import { describe, expect, it } from 'vitest'
import { encodeFrame } from './sse'

const frame = {
  seq: 5,
  chunks: [
    { type: 'text-start' as const, id: 't' },
    { type: 'text-delta' as const, id: 't', delta: 'a\nb' },
  ],
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('encodeFrame', () => {
  it('gives each chunk its own number', () => {
    expect(text(encodeFrame(frame))).toBe(
      'id: 4\ndata: {"type":"text-start","id":"t"}\n\nid: 5\ndata: {"type":"text-delta","id":"t","delta":"a\\nb"}\n\n',
    )
  })

  it('leaves out what the reader has', () => {
    expect(text(encodeFrame(frame, 4))).toMatch(/^id: 5\n/)
    expect(text(encodeFrame(frame, 5))).toBe('')
  })
})
