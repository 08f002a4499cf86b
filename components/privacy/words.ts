const STEP = 1000
const UNITS = ['bytes', 'kB', 'MB', 'GB']

/** @returns a size in words, such as "12.4 MB" */
export function sizeOf(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP
    unit += 1
  }
  const digits = unit > 0 && value < 100 ? 1 : 0
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

const NAMES: Record<string, [one: string, many: string]> = {
  conversations: ['conversation', 'conversations'],
  messages: ['message', 'messages'],
  folders: ['folder', 'folders'],
  prompts: ['prompt', 'prompts'],
  assistants: ['assistant', 'assistants'],
  shares: ['shared link', 'shared links'],
}

/** @returns how much there is in words, such as "3 conversations, 12 messages"; what there is none of is not named */
export function countsOf(counts: Record<string, number>): string {
  const words = Object.entries(NAMES).flatMap(([collection, [one, many]]) => {
    const count = counts[collection] ?? 0
    return count > 0 ? `${count.toLocaleString('en')} ${count === 1 ? one : many}` : []
  })
  return words.length > 0 ? words.join(', ') : 'your account and its settings'
}
