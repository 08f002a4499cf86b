import type { ChatMessage } from '@/lib/chat/schema'
import { textOf } from '../transport/transport'
import { type Fence, findFences } from './fences'
import { type Name, nameArtifact } from './name-artifact'
import { isWorthOpening, type Kind, kindOf } from './worth-opening'

/** Where an artifact stands: which block of code of which message. */
export type ArtifactRef = { messageId: string; ordinal: number }
export type Artifact = ArtifactRef & Name & { language: string; kind: Kind; code: string; complete: boolean }

/** How much of a block must be in a later one for that to be a new version of it, of all its lines that say something. */
const LEAST_SHARED = 0.35
const LEAST_LINES = 5

const known = new WeakMap<ChatMessage, Artifact[]>()

/** All blocks of code in the replies of a branch that are worth opening, oldest first. Messages that did not change are not read again. */
export function findArtifacts(messages: readonly ChatMessage[]): Artifact[] {
  return messages.flatMap((message) => {
    if (message.role !== 'assistant') return []
    const before = known.get(message)
    if (before) return before
    const artifacts = findFences(textOf(message)).flatMap((fence, i) => toArtifact(message, fence, i))
    known.set(message, artifacts)
    return artifacts
  })
}

function toArtifact(
  { id, metadata }: ChatMessage,
  { info, code, complete }: Fence,
  ordinal: number,
): Artifact[] {
  const [language = ''] = info.split(/[\s:{]/, 1)
  if (!isWorthOpening(language, code)) return []
  const ended = complete || metadata?.status !== 'running'
  const name = nameArtifact(info, code)
  return [{ ...name, messageId: id, ordinal, language, kind: kindOf(language, code), code, complete: ended }]
}

/** @returns the versions of one artifact, oldest first, and which of them was asked for; null when it is not among them */
export function findVersions(artifacts: readonly Artifact[], ref: ArtifactRef) {
  for (const versions of groupVersions(artifacts)) {
    const index = versions.findIndex((version) => isSame(version, ref))
    if (index !== -1) return { versions, index }
  }
  return null
}

/** @returns the latest block with this code, or that begins with it: it may have grown since it was drawn */
export function findByCode(artifacts: readonly Artifact[], code: string): Artifact | null {
  const wanted = plain(code)
  return (
    artifacts.findLast((artifact) => plain(artifact.code) === wanted) ??
    artifacts.findLast((artifact) => plain(artifact.code).startsWith(wanted)) ??
    null
  )
}

export const isSame = (a: ArtifactRef, b: ArtifactRef) =>
  a.messageId === b.messageId && a.ordinal === b.ordinal

/** Without what Markdown and we read differently. */
const plain = (code: string) =>
  code
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/gm, '')
    .trim()

function groupVersions(artifacts: readonly Artifact[]): Artifact[][] {
  const groups: Artifact[][] = []
  for (const artifact of artifacts) {
    const group = groups.findLast((versions) => continues(versions.at(-1), artifact))
    if (group) group.push(artifact)
    else groups.push([artifact])
  }
  return groups
}

/** Models do not say that they write something anew: the name says it, or how much of it stays. */
function continues(earlier: Artifact | undefined, later: Artifact): boolean {
  if (!earlier || earlier.messageId === later.messageId || earlier.kind !== later.kind) return false
  if (earlier.filename && later.filename) return earlier.filename === later.filename
  if (earlier.language.toLowerCase() !== later.language.toLowerCase()) return false
  if (later.kind !== 'code' && earlier.title === later.title && earlier.title.includes(' ')) return true
  return sharedLines(earlier.code, later.code) >= LEAST_SHARED
}

function sharedLines(earlier: string, later: string): number {
  const before = linesOf(earlier)
  const after = linesOf(later)
  if (before.size < LEAST_LINES) return earlier.trim() === later.trim() ? 1 : 0
  let shared = 0
  for (const line of before) if (after.has(line)) shared += 1
  return shared / before.size
}

function linesOf(code: string): Set<string> {
  return new Set(
    code
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 3),
  )
}
