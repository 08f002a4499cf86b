'use client'

import { RotateCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { lastNeverStarted, noteStarting } from './remembered'

/** A page that says nothing for this long is stuck. */
const SILENCE_MS = 5_000
const MOST_REPORTS = 50
const MOST_CHARACTERS = 500

type Report = { id: number; text: string }

/**
 * Runs a page that a model wrote: without an origin, so it reaches neither the app nor its cookies, and without a network
 * (public/frame/preview.html and its headers). What it reports is only shown.
 */
export function PreviewFrame({
  html,
  title,
  onEscape,
}: {
  html: string
  title: string
  onEscape: () => void
}) {
  const [run, setRun] = useState(() => (lastNeverStarted() ? 0 : 1))
  const [stopped, setStopped] = useState(false)
  if (run === 0) {
    return (
      <div className="flex flex-col items-start gap-3 p-4 text-ink-muted">
        <p>
          {stopped
            ? 'You stopped this preview.'
            : 'The last preview did not answer, so this one does not start by itself.'}
        </p>
        <Button size="sm" ref={stopped ? takeFocus : null} onClick={() => setRun(1)}>
          Start the preview
        </Button>
      </div>
    )
  }
  return (
    <Running
      key={run}
      html={html}
      title={title}
      onEscape={onEscape}
      onAgain={() => setRun(run + 1)}
      onStop={() => {
        setStopped(true)
        setRun(0)
      }}
    />
  )
}

/** The button that was pressed is gone: the keyboard goes on here. */
function takeFocus(button: HTMLElement | null): void {
  button?.focus()
}

type RunningProps = {
  html: string
  title: string
  onEscape: () => void
  onAgain: () => void
  onStop: () => void
}

function Running({ html, title, onEscape, onAgain, onStop }: RunningProps) {
  const { frame, reports, stuck } = useFrame(html, onEscape)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <iframe
        ref={frame}
        src="/frame/preview.html"
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        title={`Preview of ${title}`}
        className="artifact-frame min-h-0 flex-1"
      />
      <div className="flex shrink-0 items-start gap-2 border-t px-3 py-1.5 text-ink-muted text-sm">
        <div
          role="log"
          aria-label="What the preview reports"
          className="max-h-32 min-w-0 flex-1 overflow-y-auto py-1"
        >
          {reports.map(({ id, text }) => (
            <p key={id} className="break-words">
              {text}
            </p>
          ))}
          {reports.length === 0 && <p>It runs on its own: no network, and nothing of your account.</p>}
        </div>
        {stuck && (
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        )}
        <IconButton label="Start the preview again" size="sm" onClick={onAgain}>
          <RotateCw />
        </IconButton>
      </div>
    </div>
  )
}

/** The talk with the frame: it says when it is there, gets the page, and reports. */
function useFrame(html: string, onEscape: () => void) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [reports, setReports] = useState<readonly Report[]>([])
  const [stuck, setStuck] = useState(false)

  useEffect(() => {
    noteStarting(true)
    let timer = setTimeout(() => setStuck(true), SILENCE_MS)
    const alive = () => {
      noteStarting(false)
      setStuck(false)
      clearTimeout(timer)
      timer = setTimeout(() => setStuck(true), SILENCE_MS)
    }
    const listen = ({ source, data }: MessageEvent) => {
      const target = frame.current?.contentWindow
      if (!target || source !== target) return
      if (data?.type === 'ready') target.postMessage({ type: 'show', html }, '*')
      else if (data?.type === 'alive' || data?.type === 'shown') alive()
      else if (data?.type === 'escape') onEscape()
      else setReports((before) => withReport(before, data))
    }
    addEventListener('message', listen)
    return () => {
      removeEventListener('message', listen)
      clearTimeout(timer)
      // Closed in time: it was not this that froze.
      noteStarting(false)
    }
  }, [html, onEscape])

  const all = stuck
    ? [...reports, { id: -1, text: 'The preview does not answer. It may be in an endless loop.' }]
    : reports
  return { frame, reports: all, stuck }
}

function withReport(before: readonly Report[], data: unknown): readonly Report[] {
  const { type, text } = (data ?? {}) as { type?: unknown; text?: unknown }
  if (typeof text !== 'string' || before.length >= MOST_REPORTS) return before
  const words = text.slice(0, MOST_CHARACTERS)
  const line =
    type === 'problem'
      ? `Error: ${words}`
      : type === 'blocked'
        ? `Not loaded, since previews have no network: ${words}`
        : null
  return line ? [...before, { id: before.length, text: line }] : before
}
