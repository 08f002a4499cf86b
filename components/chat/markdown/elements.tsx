'use client'

import {
  Children,
  type ComponentProps,
  createElement,
  isValidElement,
  lazy,
  type MouseEvent,
  type ReactNode,
  Suspense,
} from 'react'
import { type Components, type ExtraProps, useIsCodeFenceIncomplete } from 'streamdown'
import { CodeBlock } from './code-block'
import { Formula } from './math/formula'
import { MARK, MATH_FENCE, OPEN_MATH_FENCE, unmarkMath } from './math/mark-math'
import { ForeignPicture } from './picture/foreign-picture'

/** Comes when a reply first has something to draw; without it (no connection) the source stays. */
const Diagram = lazy(() =>
  import('./diagram/diagram').catch(() => ({
    default: ({ source, info }: { source: string; info: string }) => <CodeBlock code={source} info={info} />,
  })),
)

const WEB = /^(https?:|mailto:|tel:)/i
/** Stands before every id of a message, so that none can pass for one of the page; a name of the message follows. */
export const ID_PREFIX = 'user-content-'

/** @returns the host a web address leads to, without `www.`; null for everything that is no web page */
function hostOf(href: string): string | null {
  if (!URL.canParse(href)) return null
  const { protocol, hostname } = new URL(href)
  return protocol === 'http:' || protocol === 'https:' ? hostname.replace(/^www\./, '') : null
}

/** A link that says where it goes. What is no address of the web stays text. */
function Link({ href = '', id, children }: ComponentProps<'a'> & ExtraProps) {
  if (href.startsWith('#')) {
    return (
      <a id={id} href={href} onClick={(event) => jumpWithin(event, href.slice(1))}>
        {children}
      </a>
    )
  }
  if (!WEB.test(href)) return <span>{children}</span>
  const host = hostOf(href)
  const says = textOf(children).includes(host ?? href)
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      <span className="sr-only">{host && !says ? ` (${host}, opens a new tab)` : ' (opens a new tab)'}</span>
    </a>
  )
}

/** Footnotes lead to places in the same message; the same number may be in another message too. */
function jumpWithin(event: MouseEvent<HTMLAnchorElement>, name: string): void {
  event.preventDefault()
  const target = event.currentTarget
    .closest('.markdown')
    ?.querySelector(`[id^="${ID_PREFIX}"][id$="-${CSS.escape(name)}"]`)
  if (!(target instanceof HTMLElement)) return
  target.tabIndex = -1
  target.focus()
}

/** Pictures from elsewhere would tell their server who reads what: a link, and a button that loads it. */
function Picture({ src, alt = '' }: ComponentProps<'img'> & ExtraProps) {
  if (typeof src !== 'string' || !WEB.test(src)) return <span>{alt}</span>
  const link = <Link href={src}>{alt ? `Picture: ${alt}` : 'Picture'}</Link>
  const host = hostOf(src)
  return host ? <ForeignPicture src={src} alt={alt} host={host} link={link} /> : link
}

function Pre({ children }: ComponentProps<'pre'> & ExtraProps) {
  const isGrowing = useIsCodeFenceIncomplete()
  const code = Children.toArray(children).find((child) => isValidElement<ComponentProps<'code'>>(child))
  const { className = '', children: text } = code?.props ?? {}
  const info = /(?:^|\s)language-(\S+)/.exec(className)?.[1] ?? ''
  const content = textOf(text ?? children).replace(/\n$/, '')
  if (info === MATH_FENCE) return <Formula source={`$$\n${content}\n$$`} />
  if (info === OPEN_MATH_FENCE) return <Formula source={`$$\n${content}\n$$`} open />
  const block = <CodeBlock code={unmarkMath(content)} info={info} />
  if (isGrowing || !/^(mermaid|mmd)$/i.test(info)) return block
  return (
    <Suspense fallback={block}>
      <Diagram source={unmarkMath(content)} info={info} />
    </Suspense>
  )
}

/** Code in a line; formulas come as code too. */
function Code({ children }: ComponentProps<'code'> & ExtraProps) {
  const text = textOf(children)
  return text.startsWith(MARK) ? <Formula source={text.slice(MARK.length).trim()} /> : <code>{children}</code>
}

function Table({ children }: ComponentProps<'table'> & ExtraProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also by the arrow keys.
    <section className="table-scroll" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  )
}

/** Alignment comes as a style; in markup from the server the content security policy refuses those. */
const cell =
  (tag: 'th' | 'td') =>
  ({ style, children }: ComponentProps<'td'> & ExtraProps) =>
    createElement(tag, { 'data-align': style?.textAlign }, children)

function Checkbox({ checked = false }: ComponentProps<'input'> & ExtraProps) {
  return <input type="checkbox" checked={checked} readOnly disabled aria-label={checked ? 'Done' : 'To do'} />
}

type Prose = { id?: string | undefined; children?: ReactNode } & ExtraProps

/** A block in the direction of its own words; a list as a whole, so that its marks stand on one side. */
const prose =
  (tag: 'p' | 'ul' | 'ol' | 'h2', className?: string) =>
  ({ id, children }: Prose) =>
    createElement(tag, { dir: 'auto', id, className }, children)

function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(textOf).join('')
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : ''
}

/**
 * A reply's headings stand below the page's own. They differ in looks only: models begin at any level, and an outline that skips
 * levels misleads those who move by headings.
 */
export const elements: Components = {
  a: Link,
  blockquote: 'blockquote',
  code: Code,
  h1: prose('h2', 'markdown-h1'),
  h2: prose('h2', 'markdown-h2'),
  h3: prose('h2', 'markdown-h3'),
  h4: prose('h2'),
  h5: prose('h2'),
  h6: prose('h2'),
  hr: 'hr',
  img: Picture,
  input: Checkbox,
  li: 'li',
  ol: prose('ol'),
  p: prose('p'),
  pre: Pre,
  section: 'section',
  strong: 'strong',
  sub: 'sub',
  sup: 'sup',
  table: Table,
  tbody: 'tbody',
  td: cell('td'),
  th: cell('th'),
  thead: 'thead',
  tr: 'tr',
  ul: prose('ul'),
}
