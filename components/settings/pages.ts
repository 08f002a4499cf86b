import type { NavPage } from '@/components/shell/page-nav'

/** The pages of the settings, in their order. */
export const SETTINGS_PAGES: readonly NavPage[] = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/models', label: 'Models' },
  { href: '/settings/account', label: 'Account' },
  { href: '/settings/security', label: 'Security' },
  { href: '/settings/shares', label: 'Shared links' },
  { href: '/settings/prompts', label: 'Prompts' },
  { href: '/settings/assistants', label: 'Assistants' },
  { href: '/settings/usage', label: 'Usage' },
  { href: '/settings/billing', label: 'Billing' },
  { href: '/settings/team', label: 'Team' },
  { href: '/settings/developer', label: 'Developer' },
  { href: '/settings/data', label: 'Your data' },
  { href: '/settings/privacy', label: 'Privacy' },
]
