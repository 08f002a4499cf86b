import { Session } from 'node:inspector/promises'
import type { UseCase } from './scan.ts'

/** Tells afterwards which functions ran, by the engine's own counters: a use case needs no line of its own when an edge calls it. */
export async function watchCalls(): Promise<() => Promise<(wanted: UseCase) => boolean>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    session.disconnect()
    return ({ file, name }) =>
      result.some(
        ({ url, functions }) =>
          url.endsWith(`/${file}`) &&
          functions.some((each) => each.functionName === name && (each.ranges[0]?.count ?? 0) > 0),
      )
  }
}
