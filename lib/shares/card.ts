import 'server-only'
import path from 'node:path'
import sharp from 'sharp'

/** What link previews show best. Source: https://ogp.me */
const SIZE = { width: 1200, height: 630 }
const MARGIN = 88
const TITLE_CHARS = 110
const FONT = path.join(process.cwd(), 'node_modules/geist/dist/fonts/geist-sans/Geist-Medium.ttf')
const PAPER = { r: 250, g: 248, b: 245 }
const INK = '#2b2722'
const MUTED = '#6f6a63'
const RING = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 32 32" fill="none"><path d="M24.8 9.4A11 11 0 1 1 19.9 5.7" stroke="#7560b8" stroke-width="2.6" stroke-linecap="round"/></svg>`,
)

/** @returns a PNG of 1200 × 630 px with the title of a shared conversation and the name of who shared it */
export async function drawCard({
  title,
  authorName,
}: {
  title: string
  authorName: string | null
}): Promise<Buffer> {
  const [heading, foot] = await Promise.all([
    drawText(shorten(title), 60, INK),
    drawText(authorName ? `Shared by ${shorten(authorName)}` : 'A shared conversation', 30, MUTED),
  ])
  const name = await drawText('Numina', 34, INK)
  return sharp({ create: { ...SIZE, channels: 3, background: PAPER } })
    .composite([
      { input: RING, left: MARGIN, top: MARGIN - 8 },
      { input: name, left: MARGIN + 80, top: MARGIN + 6 },
      { input: heading, left: MARGIN, top: 210 },
      { input: foot, left: MARGIN, top: SIZE.height - MARGIN - 34 },
    ])
    .png()
    .toBuffer()
}

/** Text in Pango's markup, wrapped to the card's width. Glyphs Geist has not come from the system's fonts. */
async function drawText(text: string, pixels: number, colour: string): Promise<Buffer> {
  const escaped = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '')
  return sharp({
    text: {
      text: `<span foreground="${colour}">${escaped}</span>`,
      font: `Geist Medium ${pixels}`,
      fontfile: FONT,
      width: SIZE.width - 2 * MARGIN,
      dpi: 72,
      rgba: true,
      wrap: 'word-char',
      spacing: Math.round(pixels / 5),
    },
  })
    .png()
    .toBuffer()
}

/** Without what a line cannot show, and no longer than the card has room for. */
function shorten(text: string): string {
  const line =
    text
      .toWellFormed()
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim() || '…'
  const signs = [...line]
  return signs.length > TITLE_CHARS ? `${signs.slice(0, TITLE_CHARS).join('').trimEnd()}…` : line
}
