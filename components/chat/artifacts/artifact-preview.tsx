'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Scrollable } from '@/components/ui/scrollable'
import { Picture, useDrawing } from '../markdown/diagram/picture'
import { Markdown } from '../markdown/markdown'
import type { Artifact } from './find-artifacts'
import { PreviewFrame } from './preview-frame'

/** An artifact as what it is. */
export function ArtifactPreview({ artifact, onEscape }: { artifact: Artifact; onEscape: () => void }) {
  const { kind, code, complete, title } = artifact
  if (kind === 'html') return <PreviewFrame html={code} title={title} onEscape={onEscape} />
  if (kind === 'svg') return <SvgPreview code={code} title={title} />
  if (kind === 'mermaid') return <DiagramPreview source={code} />
  return (
    <Scrollable label="Document" className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2">
      <Markdown text={code} growing={!complete} />
    </Scrollable>
  )
}

/** As a picture, an SVG runs no scripts and loads nothing. */
function SvgPreview({ code, title }: { code: string; title: string }) {
  const [broken, setBroken] = useState(false)
  if (broken)
    return (
      <p className="p-4 text-ink-muted">
        This picture has a mistake in it, so it cannot be shown. Its source is under Code.
      </p>
    )
  const source = code.includes('xmlns=')
    ? code
    : code.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  return (
    <Scrollable label="Picture" className="artifact-stage -outline-offset-2">
      {/* biome-ignore lint/performance/noImgElement: it is in the page already. */}
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`}
        alt={title}
        onError={() => setBroken(true)}
        className="artifact-picture"
      />
    </Scrollable>
  )
}

function DiagramPreview({ source }: { source: string }) {
  const outcome = useDrawing(source)
  const [full, setFull] = useState(false)
  if (!outcome) return <p className="p-4 text-ink-muted">Drawing the diagram…</p>
  if ('problem' in outcome) {
    return (
      <p className="whitespace-pre-wrap p-4 text-ink-muted">{`This diagram could not be drawn. ${outcome.problem}`}</p>
    )
  }
  return (
    <>
      <div className="flex shrink-0 justify-end px-3 pt-2">
        <Button size="sm" variant="ghost" aria-pressed={full} onClick={() => setFull(!full)}>
          {full ? 'Fit to the panel' : 'Enlarge'}
        </Button>
      </div>
      <Scrollable label="Diagram" className="artifact-stage -outline-offset-2" data-full={full || undefined}>
        <Picture source={source} drawing={outcome.drawing} className="artifact-picture" />
      </Scrollable>
    </>
  )
}
