'use client'

import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { CodeText } from '../markdown/code-text'
import { useWrap } from '../markdown/use-wrap'
import { ArtifactPreview } from './artifact-preview'
import type { Artifact } from './find-artifacts'

const tabStyles =
  'rounded-control px-2.5 py-1 text-ink-muted text-sm hover:text-ink data-[state=active]:bg-ink/6 data-[state=active]:text-ink pointer-coarse:min-h-11'

/** An artifact as what it is, and as its source. While it is being written its source is shown, unless somebody chose. */
export function ArtifactContent({ artifact, onEscape }: { artifact: Artifact; onEscape: () => void }) {
  const { kind, complete } = artifact
  const [chosen, setChosen] = useState<string | null>(null)
  if (kind === 'code') return <Source artifact={artifact} />
  const readsWhileGrowing = kind === 'markdown'
  const tab = chosen ?? (complete || readsWhileGrowing ? 'preview' : 'code')
  return (
    <Tabs.Root value={tab} onValueChange={setChosen} className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="How it is shown" className="flex shrink-0 gap-1 border-b px-3 py-1.5">
        <Tabs.Trigger value="preview" className={tabStyles}>
          Preview
        </Tabs.Trigger>
        <Tabs.Trigger value="code" className={tabStyles}>
          Code
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="preview" className="flex min-h-0 flex-1 flex-col">
        {complete || readsWhileGrowing ? (
          <ArtifactPreview artifact={artifact} onEscape={onEscape} />
        ) : (
          <p className="p-4 text-ink-muted">
            It is still being written. The preview comes when it is complete.
          </p>
        )}
      </Tabs.Content>
      <Tabs.Content value="code" className="flex min-h-0 flex-1 flex-col">
        <Source artifact={artifact} />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function Source({ artifact: { code, language } }: { artifact: Artifact }) {
  const [wraps] = useWrap()
  return (
    <div className="markdown min-h-0 flex-1 overflow-auto bg-surface-sunken">
      <div className="code-block artifact-source" data-wraps={wraps || undefined}>
        <CodeText code={code} info={language} />
      </div>
    </div>
  )
}
