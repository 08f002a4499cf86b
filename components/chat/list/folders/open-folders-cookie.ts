/** Which folders are open: remembered in a cookie, so that the server renders them so at once. */
export const OPEN_FOLDERS_COOKIE = 'numina-folders'
/** As many as fit a cookie, and as the server reads at once. */
export const OPEN_FOLDERS_MAX = 38

/** Reads the cookie; what is no id is left out. */
export function parseOpenFolders(value: string | undefined): string[] {
  const ids = (value ?? '').split('.').filter((id) => /^[0-9a-f]{24}$/.test(id))
  return ids.slice(0, OPEN_FOLDERS_MAX)
}

/** The cookie's value for `parseOpenFolders`. */
export function formatOpenFolders(ids: readonly string[]): string {
  return ids.join('.')
}
