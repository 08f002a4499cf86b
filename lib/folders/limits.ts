/** What the browser must know of the limits without loading the schemas they are part of. */
export const FOLDER_NAME_MAX_CHARS = 80
export const INSTRUCTIONS_MAX_CHARS = 8000
export const FOLDERS_MAX = 500
