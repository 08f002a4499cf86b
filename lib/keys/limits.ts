/** Keys of a person in a workspace that are neither revoked nor over. */
export const MOST_KEYS = 20
export const KEY_NAME_MAX = 60
/** For how many days a key can be made; or without an end. */
export const KEY_DAYS = [30, 90, 365] as const
export const KEY_SCOPES = ['chat', 'models', 'usage'] as const
