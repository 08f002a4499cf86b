/**
 * What people agree to, by the version they agreed to: the day its words last changed in a way that matters. A new version of the
 * terms or of the privacy page is asked for again; what is only offered (the others) stays as it was chosen.
 */
export const CONSENT_VERSIONS = {
  terms: '2026-11-28',
  privacy: '2026-11-28',
  emotional_insight: '2026-11-28',
  insight_languages: '2026-11-28',
  memory: '2026-11-28',
  product_mail: '2026-11-28',
  analytics: '2026-11-28',
} as const

export type ConsentKind = keyof typeof CONSENT_VERSIONS

/** Without these there is no account. */
export const NEEDED = ['terms', 'privacy'] as const satisfies readonly ConsentKind[]
/** A person may give and withdraw these at any time; nobody has given them to begin with. */
export const OFFERED = [
  'emotional_insight',
  'insight_languages',
  'memory',
  'product_mail',
  'analytics',
] as const satisfies readonly ConsentKind[]
/** Those to which only a switch belongs. With emotional insight go its readings, with memory its way: lib/insight and lib/memory turn them on and off. */
export const SWITCHED = ['product_mail', 'analytics'] as const satisfies readonly ConsentKind[]
