import type { SecurityEventKind } from '@/lib/audit/schema'

/** What an entry of the security log says. */
export const SECURITY_WORDS: Record<SecurityEventKind, string> = {
  'account.created': 'Account created',
  'account.email_verified': 'E-mail confirmed',
  'account.email_changed': 'E-mail changed',
  'account.email_change_undone': 'Change of e-mail taken back',
  'account.password_changed': 'Password changed',
  'account.password_reset': 'New password by mail',
  'account.deletion_requested': 'Deletion of the account asked for',
  'account.deletion_undone': 'Deletion of the account taken back',
  'data.export_requested': 'Archive of all data asked for',
  'data.exported': 'Archive of all data downloaded',
  'account.password_set': 'Password set',
  'account.way_linked': 'Way to sign in linked',
  'account.way_unlinked': 'Way to sign in unlinked',
  'factor.added': 'Authenticator app set up',
  'factor.removed': 'Second step turned off',
  'factor.codes_renewed': 'New recovery codes made',
  'factor.recovery_used': 'Recovery code used',
  'factor.refused': 'Wrong code of the second step',
  'factor.passkey_required': 'Passkey asked for after the password',
  'passkey.added': 'Passkey added',
  'passkey.removed': 'Passkey removed',
  'passkey.refused': 'Passkey refused',
  'role.changed': 'Role changed',
  'log.exported': 'Security log of everybody downloaded',
  'session.started': 'Signed in',
  'session.refused': 'Wrong password',
  'session.paused': 'Signing in paused after many wrong attempts',
  'session.ended': 'Session ended',
  'session.ended_others': 'All other sessions ended',
  'session.ended_all': 'Signed out everywhere',
  'session.reused': 'Session ended: its token was copied',
  'support.access': 'Looked at by support',
}

/** Entries that a person should look at twice. */
export const ALARMING: ReadonlySet<SecurityEventKind> = new Set([
  'account.deletion_requested',
  'factor.refused',
  'factor.removed',
  'passkey.refused',
  'session.paused',
  'session.refused',
  'session.reused',
])
