import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { onAppDatabase } from '@/scripts/test/app-database'
import { readLog } from './data'
import { append } from './log-writer'

onAppDatabase()

it('an entry that cannot be written fails alone: its neighbours in the same write are there', async () => {
  const [taken, first, second] = [newId(), newId(), newId()]
  const entry = (generationId: string) => ({ generationId, seq: 1, chunks: '[]' })
  await append(entry(taken))
  // The first goes out alone; the others gather while it is written.
  const written = await Promise.allSettled([newId(), first, taken, second].map((id) => append(entry(id))))
  expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  for (const id of [first, taken, second]) expect(await readLog(id, 0)).toHaveLength(1)
})
