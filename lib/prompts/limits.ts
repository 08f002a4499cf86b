/** What the browser must know of the limits without loading the schemas they are part of. */
export const PROMPT_TITLE_MAX_CHARS = 100
export const PROMPT_FOLDER_MAX_CHARS = 80
export const PROMPT_COMMAND_MAX_CHARS = 32
export const PROMPT_TEXT_MAX_CHARS = 20_000
export const PROMPTS_MAX = 1_000
export const PROMPT_FILE_MAX_BYTES = 16 * 1024 * 1024
/** Commands of the message field itself, which a prompt cannot take. */
export const OWN_COMMANDS = ['new', 'model', 'shorter', 'longer', 'again', 'stop', 'prompts', 'temporary']
