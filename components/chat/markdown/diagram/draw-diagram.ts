import './diagram.css'
import { readTokenColours } from './token-colours'

/** A picture as an address for <img>, in CSS pixels. `alt` is what the diagram says about itself (accTitle, accDescr). */
export type Drawing = { src: string; width: number; height: number; alt: string }
type Outcome = { drawing: Drawing } | { problem: string }

const FRAME = '/frame/diagram.html'
/** Until the library is there, and then for one diagram. */
const LOADING_MS = 60_000
const DRAWING_MS = 15_000
const MOST_KEPT = 100
const NOT_LOADED: Outcome = { problem: 'what draws it could not be loaded' }

/** Drawings of this visit, so that a diagram that is scrolled away and back is there at once. */
const kept = new Map<string, Outcome>()
const waiting = new Map<string, { source: string; dark: boolean; resolve: (outcome: Outcome) => void }>()
let workshop: Promise<HTMLIFrameElement | null> | null = null
let count = 0

/** @returns what `drawDiagram` has said about this diagram already */
export function drawnBefore(source: string, dark: boolean): Outcome | null {
  return kept.get(keyOf(source, dark)) ?? null
}

/** Whether there is nothing yet, or a reason that may be over by now. */
export function isToBeDrawn(source: string, dark: boolean): boolean {
  const before = drawnBefore(source, dark)
  return before === null || before === NOT_LOADED
}

/**
 * Draws a Mermaid diagram in a hidden frame without an origin, which may do nothing but that.
 *
 * @returns the picture, or why there is none, in words for people
 */
export async function drawDiagram(source: string, dark: boolean): Promise<Outcome> {
  const outcome = await ask(source, dark)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(keyOf(source, dark), outcome)
  return outcome
}

const keyOf = (source: string, dark: boolean) => `${dark ? 'dark' : 'light'} ${source}`

async function ask(source: string, dark: boolean): Promise<Outcome> {
  workshop ??= openWorkshop()
  const frame = await workshop
  if (!frame) return NOT_LOADED
  const id = String(++count)
  return new Promise<Outcome>((resolve) => {
    waiting.set(id, { source, dark, resolve })
    frame.contentWindow?.postMessage({ type: 'draw', id, source, dark, colours: readTokenColours() }, '*')
    setTimeout(() => waiting.has(id) && closeWorkshop(frame), DRAWING_MS)
  })
}

/** One that takes for ever holds up all after it: these are drawn in a new frame. */
function closeWorkshop(frame: HTMLIFrameElement): void {
  frame.remove()
  workshop = null
  const [endless, ...others] = waiting.keys()
  if (endless) settle(endless, { problem: 'it took too long' })
  for (const id of others) {
    const other = waiting.get(id)
    waiting.delete(id)
    if (other) void ask(other.source, other.dark).then(other.resolve)
  }
}

function settle(id: string, outcome: Outcome): void {
  waiting.get(id)?.resolve(outcome)
  waiting.delete(id)
}

/** @returns the frame once it is ready to draw; null when it does not come to that */
function openWorkshop(): Promise<HTMLIFrameElement | null> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'Draws diagrams'
  frame.ariaHidden = 'true'
  frame.tabIndex = -1
  frame.className = 'diagram-workshop'
  frame.src = FRAME
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      frame.remove()
      workshop = null
      resolve(null)
    }, LOADING_MS)
    addEventListener('message', function listen({ source, data }: MessageEvent) {
      if (!frame.isConnected) return removeEventListener('message', listen)
      if (source !== frame.contentWindow) return
      if (data?.type === 'ready') {
        clearTimeout(timer)
        resolve(frame)
      } else if (typeof data?.id === 'string') settle(data.id, readOutcome(data))
    })
    document.body.append(frame)
  })
}

/** The frame has read what a model wrote: what it says is checked like anybody's words. */
function readOutcome(data: Record<string, unknown>): Outcome {
  const { svg, width, height, alt, reason } = data
  if (typeof svg !== 'string' || typeof width !== 'number' || typeof height !== 'number') {
    return { problem: String(reason ?? 'unknown').slice(0, 300) }
  }
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  return { drawing: { src, width, height, alt: String(alt ?? '').slice(0, 1000) } }
}
