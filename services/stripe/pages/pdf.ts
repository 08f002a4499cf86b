/** One line of a page: text at a place, in points from the upper left of an A4 page. */
export type Text = { x: number; y: number; text: string; size?: number; bold?: boolean; right?: boolean }

const [WIDTH, HEIGHT] = [595, 842]
/** The widths of Helvetica's digits and money signs; other letters are taken as of middle width, which only right-aligned text needs. */
const widthOf = (text: string, size: number): number =>
  [...text].reduce(
    (sum, letter) =>
      sum + (/[.,:; il|]/.test(letter) ? 278 : /[A-Z]/.test(letter) ? 667 : letter === '−' ? 333 : 556),
    0,
  ) *
  (size / 1000)

/** The letters of the built-in fonts beyond Latin-1, from 0x80 on. */
const BEYOND = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/** A letter's byte in the built-in fonts; what they lack loses its accent or is a question mark. */
function byteOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 63
  if (letter === '−') return 45
  if (code >= 32 && code < 127) return code
  if (code > 160 && code < 256) return code
  const beyond = BEYOND.indexOf(letter)
  if (beyond >= 0 && code !== 0) return 0x80 + beyond
  const plain = letter.normalize('NFD')[0] ?? '?'
  return plain === letter ? 63 : byteOf(plain)
}

const encode = (text: string): string =>
  [...text]
    .map((letter) => String.fromCharCode(byteOf(letter)))
    .map((byte) => ('()\\'.includes(byte) ? `\\${byte}` : byte))
    .join('')

const draw = ({ x, y, text, size = 10, bold = false, right = false }: Text): string => {
  const left = right ? x - widthOf(text, size) : x
  return `BT /${bold ? 'B' : 'R'} ${size} Tf ${left.toFixed(2)} ${(HEIGHT - y).toFixed(2)} Td (${encode(text)}) Tj ET`
}

/** A small PDF of one page for each list of texts, with the fonts every reader has. */
export function makePdf(title: string, pages: Text[][]): Buffer {
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const first = 6
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')}] >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title (${encode(title)}) /Producer (Numina local Stripe) >>`,
  ]
  for (const [at, texts] of pages.entries()) {
    const content = texts.map(draw).join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents ${first + at * 2 + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    )
  }
  let file = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`,
    'latin1',
  )
}
