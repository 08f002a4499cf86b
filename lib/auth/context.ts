/**
 * Who does something, where, and under which request. Built once per request and passed first and explicitly to every use case.
 */
export type Ctx = {
  actor: 'user' | 'apiKey' | 'system'
  userId: string
  /** The session of a person in a browser. */
  sessionId?: string
  /** When the session last showed a second step; a passkey is both steps in one. */
  factorAt?: Date | null
  workspaceId: string
  /** Role in the workspace. */
  role: WorkspaceRole
  instanceRole: InstanceRole
  plan: string
  locale: string
  timeZone: string
  requestId: string
  impersonatorId?: string
}

/** Of a person who is signed in. */
export type PersonCtx = Ctx & { sessionId: string }

/** `guest`: has no account yet, whatever the membership says. */
export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer' | 'guest'
export type InstanceRole = 'owner' | 'admin' | 'support' | 'user'

/** The part of a context that data.ts puts into every filter. */
export type Scope = Pick<Ctx, 'workspaceId' | 'userId'>
