import type { PersonCtx } from '@/lib/auth/context'
import type { ErrorCode } from '@/lib/core/errors'
import type { Things } from './things.ts'

/** The least role that may. `anyone`: also without an account. `instance …`: in the whole instance, whatever the workspace says. */
export type Least =
  | 'anyone'
  | 'viewer'
  | 'member'
  | 'admin'
  | 'owner'
  | 'instance support'
  | 'instance admin'
  | 'instance owner'

export type Answer = 'ok' | ErrorCode

type Common = {
  least: Least
  /** What those who may are told; `ok` when nothing is said. */
  answers?: Answer
  /**
   * What somebody else gets who names things of the owner's; `not_found` when nothing is said. `ok`: it is about their own account
   * alone; the test then looks that nothing of the owner's is in the answer.
   */
  other?: Answer
  /** What everybody is told while the owner of the things is suspended; as always when nothing is said. */
  suspended?: Answer
}

/** What a request brings besides its path: `[id]` of the path is `params.id`. */
export type RouteInput = {
  params?: Record<string, string | string[]>
  query?: Record<string, string>
  json?: unknown
  body?: string
}

export type ActionLine = Common & { input?: (own: Things) => unknown }
export type RouteLine = Common & { input?: (own: Things) => RouteInput | Promise<RouteInput> }
/** A use case that only a page calls. */
export type PageLine = Common & {
  /** Makes a thing of the owner's. @returns its id */
  of?: (own: Things) => Promise<string>
  call: (ctx: PersonCtx, id: string) => Promise<unknown>
}
