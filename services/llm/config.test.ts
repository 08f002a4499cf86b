import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has sensible values without any setting', () => {
    const config = readConfig({})
    expect(config.home).toMatch(/\.numina$/)
    expect(config.slots).toBe(3)
    expect(config.threads).toBeGreaterThan(0)
    expect(config.idleMs).toBe(600_000)
  })

  it('takes settings', () => {
    const env = {
      NUMINA_HOME: '/data',
      LLM_CONTEXT: '2048',
      LLM_SLOTS: '1',
      LLM_IDLE_MINUTES: '2',
      LLM_QUEUE: '0',
    }
    expect(readConfig(env)).toMatchObject({
      home: '/data',
      contextTokens: 2_048,
      slots: 1,
      idleMs: 120_000,
      maxWaiting: 0,
    })
  })

  it.each(['0', '1.5', 'many', '-1', '17'])('refuses LLM_SLOTS=%s by name', (value) => {
    expect(() => readConfig({ LLM_SLOTS: value })).toThrow(ConfigError)
    expect(() => readConfig({ LLM_SLOTS: value })).toThrow(/LLM_SLOTS.*1 to 16/)
  })
})
