import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { onAppDatabase } from '@/scripts/test/app-database'
import { type ActiveGeneration, activeGenerations } from './active'
import type { GenerationRecord } from './data'
import { streamGeneration } from './read'
import { runGeneration } from './run'

onAppDatabase()

const RECONNECTS = 10_000

describe('readers of a running reply', () => {
  it('leave nothing behind, ten thousand of them', async () => {
    const generation = { _id: newId(), status: 'running' } as GenerationRecord
    const { promise: untilEnd, resolve: end } = Promise.withResolvers<void>()
    let active: ActiveGeneration | undefined
    runGeneration(generation._id, async (running) => {
      active = running
      running.emit({ type: 'start', messageId: newId() })
      running.emit({ type: 'text-start', id: '0' })
      running.emit({ type: 'text-delta', id: '0', delta: 'Still here' })
      await untilEnd
      return { status: 'done', finish: () => running.emit({ type: 'finish' }) }
    })
    await expect.poll(() => active?.frames.length, { timeout: 30_000 }).toBe(1)
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const watching = streamGeneration(generation, 0, async () => null)
    for (let i = 0; i < RECONNECTS; i++) {
      const reader = streamGeneration(generation, i % 3, async () => null).getReader()
      await reader.read().then(() => reader.cancel())
    }
    expect(active?.readers).toBe(1)
    expect(timers() - before).toBeLessThan(5)
    end()
    expect(await new Response(watching).text()).toMatch(/Still here[\s\S]*"finish"[\s\S]*\[DONE\]/)
    await expect.poll(() => activeGenerations().size, { timeout: 30_000 }).toBe(0)
    expect(active?.readers).toBe(0)
  })
})
