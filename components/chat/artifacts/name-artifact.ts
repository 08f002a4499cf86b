import { type Kind, kindOf } from './worth-opening'

/** What an artifact is called. `filename` is one the model gave, or null; `title` is for people; `download` always is a safe file name. */
export type Name = { filename: string | null; title: string; download: string }

const EXTENSIONS: Record<string, string> = {
  bash: 'sh',
  csharp: 'cs',
  'c++': 'cpp',
  javascript: 'js',
  kotlin: 'kt',
  markdown: 'md',
  mermaid: 'mmd',
  perl: 'pl',
  powershell: 'ps1',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  text: 'txt',
  plaintext: 'txt',
  typescript: 'ts',
}
const KINDS: Record<Kind, string> = {
  html: 'Web page',
  svg: 'Picture',
  mermaid: 'Diagram',
  markdown: 'Document',
  code: 'Code',
}
/** `// src/app.ts`, `# app.py`, `<!-- index.html -->` as the first line. */
const COMMENT =
  /^\s*(?:\/\/|#|--|;|%|<!--|\/\*)\s*(?:file(?:name)?:\s*)?([\w./@-]+\.\w{1,8})\s*(?:-->|\*\/)?\s*$/i
const ATTRIBUTE = /(?:^|[\s{])(?:title|file|filename|name|path)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s}]+))/i
const TITLES: Partial<Record<Kind, RegExp>> = {
  html: /<title[^>]*>([^<]+)/i,
  svg: /<title[^>]*>([^<]+)/i,
  markdown: /^\s*#{1,6}\s+(.+)$/m,
  mermaid: /^\s*(?:title:?|accTitle:)\s+(.+)$/m,
}

/** @param info all that stands behind the backticks: a language, perhaps a file name or attributes */
export function nameArtifact(info: string, code: string): Name {
  const [language = ''] = info.split(/[\s:{]/, 1)
  const kind = kindOf(language, code)
  const filename = filenameIn(info, code)
  const found = TITLES[kind]?.exec(code.slice(0, 4_000))?.[1]?.trim()
  const title =
    filename ?? (found || (kind === 'code' && language ? `${KINDS.code} (${language})` : KINDS[kind]))
  return { filename, title: title.slice(0, 100), download: downloadName(filename, found, language, kind) }
}

function filenameIn(info: string, code: string): string | null {
  const [, quoted, single, bare] = ATTRIBUTE.exec(info) ?? []
  const word = /^[^\s:]+(?::|\s+)([\w./@-]+\.\w{1,8})(?=\s|$)/.exec(info)?.[1]
  const comment = COMMENT.exec(code.split('\n', 1)[0] ?? '')?.[1]
  const name = quoted ?? single ?? bare ?? word ?? comment
  return name && /\.\w{1,8}$/.test(name) ? name : null
}

/** The last part of a path, or the title, without anything that means something to a file system. */
function downloadName(
  filename: string | null,
  title: string | undefined,
  language: string,
  kind: Kind,
): string {
  const last = filename?.split(/[\\/]/).at(-1)?.replace(/^\.+/, '')
  if (last) return last
  const words = (title ?? KINDS[kind]).normalize('NFKD').toLowerCase()
  const slug = words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  return `${slug.slice(0, 60) || 'code'}.${extensionOf(language.toLowerCase(), kind)}`
}

function extensionOf(language: string, kind: Kind): string {
  if (kind === 'html' || kind === 'svg') return kind
  const known = Object.hasOwn(EXTENSIONS, language) ? EXTENSIONS[language] : undefined
  return known ?? (/^[a-z0-9]{1,8}$/.test(language) ? language : 'txt')
}
