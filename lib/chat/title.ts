const MAX = 60

/** @returns a title for a conversation from the first thing said in it: its first line, cut at a word */
export function titleFromText(text: string): string {
  const line =
    text
      .trim()
      .split('\n', 1)[0]
      ?.replace(/^[#>*\s-]+/, '')
      .trim() ?? ''
  if (line === '') return 'New conversation'
  if (line.length <= MAX) return line
  const cut = line.slice(0, MAX)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX / 2)).trimEnd()}…`
}
