import type { Answer } from '../core/http.ts'

/** Text that is HTML already. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
type Piece = Html | string | number | null | undefined | false | Piece[]

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const show = (piece: Piece): string => {
  if (Array.isArray(piece)) return piece.map(show).join('')
  if (piece instanceof Html) return piece.text
  return piece === null || piece === undefined || piece === false
    ? ''
    : String(piece).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}

/** HTML with what is put in escaped. */
export const html = (texts: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(texts.map((text, at) => text + show(pieces[at])).join(''))

type Page = {
  title: string
  body: Html
  status?: number
  /** Where forms may lead besides here: browsers also check where they are sent on to. */
  formsTo?: (string | null | undefined)[]
}

/** A whole page. It runs no script and works without. */
export function page({ title, body, status = 200, formsTo = [] }: Page): Answer {
  const origins = formsTo.flatMap((url) =>
    url && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? [new URL(url).origin] : [],
  )
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="notice"><strong>Simulated payments.</strong> This is Numina’s local Stripe: no card is charged and no money moves.</header>
<main>${body}</main>
</body>
</html>`.text
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action ${["'self'", ...origins].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body: text,
  }
}

export const redirect = (location: string): Answer => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
})

/** A short page that says one thing. */
export const message = (
  title: string,
  words: string,
  status = 200,
  link?: { href: string; label: string },
): Answer =>
  page({
    title,
    status,
    body: html`<section class="card narrow"><h1>${title}</h1><p>${words}</p>${link && html`<p><a class="button" href="${link.href}">${link.label}</a></p>`}</section>`,
  })

type Field = {
  id: string
  label: string
  value?: string | null | undefined
  complete?: string
  mode?: 'numeric' | 'email' | 'text'
  placeholder?: string
  optional?: boolean
  max?: number
}

/** A labelled input. */
export const field = ({
  id,
  label,
  value,
  complete = 'off',
  mode = 'text',
  placeholder = '',
  optional = false,
  max = 200,
}: Field): Html => html`<div class="field">
<label for="${id}">${label}${optional ? html` <span class="muted">(optional)</span>` : ''}</label>
<input id="${id}" name="${id}" type="${mode === 'email' ? 'email' : 'text'}" value="${value ?? ''}" autocomplete="${complete}" inputmode="${mode}" placeholder="${placeholder}" maxlength="${max}"${optional ? '' : html` required`}>
</div>`

/** A labelled choice. */
export const select = (
  id: string,
  label: string,
  options: [value: string, label: string][],
  chosen?: string | null,
  complete = 'off',
): Html => html`<div class="field">
<label for="${id}">${label}</label>
<select id="${id}" name="${id}" autocomplete="${complete}">${options.map(([value, name]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${name}</option>`)}</select>
</div>`

export const problem = (words: string | null | undefined): Html | '' =>
  words ? html`<p class="problem" role="alert">${words}</p>` : ''
