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
  /** The person's own workspace and its plan, while they are in another. */
  home?: { workspaceId: string; plan: HeldPlan | null }
  /** Role in the workspace. */
  role: WorkspaceRole
  /** A member for whom there is no seat: reads, whatever their role. */
  isBeyondSeats?: true
  instanceRole: InstanceRole
  plan: HeldPlan | null
  /** The smallest of what the person allows themselves and what they were given. */
  caps: OwnCaps | null
  /** The first of them, where there are others. */
  ownCaps?: OwnCaps | null
  /** What whoever runs this Numina allows them, wherever they work. */
  givenCaps?: GivenCaps | null
  /** What whoever manages the team allows them there. */
  teamCaps?: GivenCaps | null
  /** The key of the API it is asked with. */
  apiKey?: UsedKey | null
  locale: string
  timeZone: string
  requestId: string
  impersonatorId?: string
}

/**
 * The plan a workspace has beyond the one that everybody has, as it was last seen; what it brings is in lib/billing. From `until`
 * (ISO 8601) on it counts no more, and `after` does if there is one: a plan that was given may end before one that is paid.
 */
export type HeldPlan = {
  key: string
  seats: number
  until: string | null
  after?: HeldPlan | null
  /** In a team: which of the members this one is, owners first, then as they joined; and how many there are. */
  place?: number
  members?: number
}

/** How many messages somebody allows themselves, below what the plan allows. Null: as many as that. */
export type OwnCaps = { day: number | null; month: number | null }

/** A limit that somebody who manages this Numina, or a team, set, by their id; null when they are gone. */
export type GivenCaps = OwnCaps & { by: string | null }

/** A key of the API: what it may do of what its owner may, and its own limits. */
export type UsedKey = { id: string; scopes: readonly KeyScope[]; caps: OwnCaps | null }
export type KeyScope = 'chat' | 'models' | 'usage'

/** Of a program that asks with a key of its owner's. */
export type KeyCtx = Ctx & { actor: 'apiKey'; apiKey: UsedKey }

/** Of a person who is signed in. */
export type PersonCtx = Ctx & { sessionId: string }

/** `guest`: has no account yet, whatever the membership says. */
export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer' | 'guest'
export type InstanceRole = 'owner' | 'admin' | 'support' | 'user'

/** The part of a context that data.ts puts into every filter. */
export type Scope = Pick<Ctx, 'workspaceId' | 'userId'>
