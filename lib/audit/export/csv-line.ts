/**
 * A line of a CSV file (RFC 4180). What a spreadsheet would take for a formula is made text by an apostrophe: a browser's name comes from
 * whoever tried to sign in.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
