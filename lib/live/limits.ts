/** How often the server says that a connection is alive. A client that hears nothing for twice as long has lost it. */
export const PING_EVERY_MS = 20_000
/** Why a connection is closed for good: the session it was opened with has ended. */
export const SESSION_ENDED = 4401
