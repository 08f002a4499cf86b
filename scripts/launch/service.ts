import { Failure } from '../lib/failure.ts'
import type { Child, ChildOptions } from './child.ts'
import type { Crew, Role } from './crew.ts'

export type ServiceStart = { child: Child; ready: Promise<'ready' | 'ended' | 'slow'> }

/**
 * Starts a process that prints the line `ready` when it can be used.
 * @param limitMs how long to wait for that before answering `slow`; the process goes on
 */
export function startService(crew: Crew, role: Role, options: ChildOptions, limitMs: number): ServiceStart {
  const { promise, resolve } = Promise.withResolvers<'ready' | 'ended' | 'slow'>()
  const child = crew.start(role, {
    ...options,
    onLine: (line) => {
      if (line.trim() === 'ready') resolve('ready')
      else options.onLine?.(line)
    },
  })
  const timer = setTimeout(() => resolve('slow'), limitMs)
  void child.exited.then(() => resolve('ended'))
  return { child, ready: promise.finally(() => clearTimeout(timer)) }
}

/** What to tell about a process that ended by itself: its last words and where all of them are. */
export function describeEnd(child: Child, what: string): Failure {
  const words = child.tail().slice(-15).join('\n') || 'It said nothing.'
  return new Failure(what, `${words}\nAll of it: ${child.log}`)
}
