const NAME_CHARS = 80

/** @returns a title as the name of a file on every system, without an ending */
export function fileNameOf(title: string): string {
  const name = title
    .toWellFormed()
    // What Windows, macOS or a shell would stumble over, and what is not seen.
    .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const short = [...name]
    .slice(0, NAME_CHARS)
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '')
  return short || 'Conversation'
}
