import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { fromRoot } from '../lib/paths.ts'
import type { Outcome } from './run.ts'

const STATS = '.next/diagnostics/route-bundle-stats.json'
const stats = z.array(z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()) }))
const budget = z.object({ firstLoadKilobytes: z.record(z.string(), z.number()) })

/**
 * Measures the JavaScript that a browser loads for the first visit of each page, compressed by gzip, in kilobytes.
 * Fails for pages over what `size-budget.json` grants them; `*` stands for those it does not name.
 */
export function reportSize(): Outcome {
  const routes = stats.parse(JSON.parse(readFileSync(fromRoot(STATS), 'utf8')))
  const { firstLoadKilobytes } = budget.parse(JSON.parse(readFileSync(fromRoot('size-budget.json'), 'utf8')))
  const sizes = new Map<string, number>()
  const sizeOf = (chunk: string) => {
    const known = sizes.get(chunk) ?? gzipSync(readFileSync(fromRoot(chunk))).length / 1000
    sizes.set(chunk, known)
    return known
  }
  const lines = routes.map(({ route, firstLoadChunkPaths }) => {
    const size = firstLoadChunkPaths.reduce((sum, chunk) => sum + sizeOf(chunk), 0)
    const limit = firstLoadKilobytes[route] ?? firstLoadKilobytes['*'] ?? Number.POSITIVE_INFINITY
    const isOver = size > limit
    return {
      isOver,
      text: `${size.toFixed(0).padStart(5)} kB  ${route}${isOver ? `  over its budget of ${limit} kB` : ''}`,
    }
  })
  const isOver = lines.some((line) => line.isOver)
  return { passed: isOver ? 0 : 1, failed: isOver ? 1 : 0, note: lines.map(({ text }) => text).join('\n') }
}
