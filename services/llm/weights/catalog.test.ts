import { describe, expect, it } from 'vitest'
import { chooseDownload, KNOWN_MODELS } from './catalog.ts'

describe('the catalog', () => {
  it('chooses by the cores of the machine', () => {
    expect(chooseDownload(1).id).toBe('qwen2.5-0.5b-instruct')
    expect(chooseDownload(3).id).toBe('qwen2.5-0.5b-instruct')
    expect(chooseDownload(4).id).toBe('qwen2.5-1.5b-instruct')
  })

  it('pins every model by checksum and, where it is downloaded, by revision', () => {
    for (const model of KNOWN_MODELS) {
      expect(model.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(model.bytes).toBeLessThan(1_500_000_000)
      if ('url' in model)
        expect(model.url).toMatch(/^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/[0-9a-f]{40}\//)
    }
  })
})
