import type { ConsentKind, SWITCHED } from '@/lib/consents/limits'

export const CONSENT_NAMES: Record<ConsentKind, string> = {
  terms: 'Terms',
  privacy: 'Privacy',
  emotional_insight: 'Emotional insight',
  insight_languages: 'Emotional insight: other languages',
  memory: 'Memory',
  product_mail: 'News by mail',
  analytics: 'Counting use',
}

/** What an offered consent is about, and what is true of it today. */
export const CONSENT_HELP: Record<(typeof SWITCHED)[number], string> = {
  product_mail: 'The operator may write to you about what is new. No such mails are sent today.',
  analytics: 'The operator may count what you use in Numina. Nothing is counted today.',
}
