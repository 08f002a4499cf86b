/** One line of a page: text at a place, in points from the upper left of an A4 page. */
export type Text = { x: number; y: number; text: string; size?: number; bold?: boolean; right?: boolean }

const [WIDTH, HEIGHT] = [595, 842]
/** The widths of Helvetica's digits and money signs; other letters are taken as of middle width, which only right-aligned text needs. */
const widthOf = (text: string, size: number): number =>
  [...text].reduce(
    (sum, letter) => sum + (/[.,:; il|]/.test(letter) ? 278 : /[A-Z€¥£]/.test(letter) ? 667 : 556),
    0,
  ) *
  (size / 1000)

/** Windows' Latin letters, which the built-in fonts have; others become a question mark. */
const SPECIAL: Record<string, number> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  '−': 0x2d,
}
const encode = (text: string): string =>
  [...text]
    .map((letter) => {
      const code = SPECIAL[letter] ?? letter.codePointAt(0) ?? 63
      const byte = code < 256 && code >= 32 ? code : 63
      return '()\\'.includes(String.fromCharCode(byte))
        ? `\\${String.fromCharCode(byte)}`
        : String.fromCharCode(byte)
    })
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
