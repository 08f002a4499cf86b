'use client'

import { useChat } from '@ai-sdk/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useSidePanel } from '@/components/shell/side-panel'
import { SidePanel } from '@/components/shell/side-panel-content'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import type { ConversationSession } from '../session/conversation-session'
import { ArtifactContent } from './artifact-content'
import { PANEL, type Wanted } from './context'
import { DownloadButton } from './download-button'
import {
  type Artifact,
  type ArtifactRef,
  findArtifacts,
  findByCode,
  findVersions,
  isSame,
} from './find-artifacts'
import { nameArtifact } from './name-artifact'
import './artifacts.css'
import { rememberArtifact } from './remembered'
import { kindOf } from './worth-opening'

const DRAW_EVERY_MS = 100

/** The panel beside the chat: one artifact, its versions in the branch, and what can be done with it. */
export default function ArtifactPanel({ session, wanted }: { session: ConversationSession; wanted: Wanted }) {
  const { close } = useSidePanel(PANEL)
  const { shown, versions, index, goTo } = useShown(session, wanted)
  if (!shown) {
    return (
      <SidePanel id={PANEL} title="Artifact">
        <p className="p-4 text-ink-muted">
          This is not in the messages that are shown. Another branch may have it.
        </p>
      </SidePanel>
    )
  }
  return (
    <SidePanel
      id={PANEL}
      title={shown.title}
      actions={
        <>
          {versions.length > 1 && <Versions count={versions.length} index={index} onGo={goTo} />}
          <CopyButton
            text={shown.code}
            label="Copy"
            variant="ghost"
            size="sm"
            className="px-2 text-ink-muted"
          />
          <DownloadButton name={shown.download} text={shown.code} />
        </>
      }
    >
      <ArtifactContent key={`${shown.messageId} ${shown.ordinal}`} artifact={shown} onEscape={close} />
    </SidePanel>
  )
}

function Versions({ count, index, onGo }: { count: number; index: number; onGo: (index: number) => void }) {
  return (
    <div className="flex items-center text-ink-muted text-sm tabular-nums">
      <Step label="Earlier version" to={index - 1} count={count} onGo={onGo}>
        <ChevronLeft />
      </Step>
      <span role="status" aria-label={`Version ${index + 1} of ${count}`}>
        {index + 1}/{count}
      </span>
      <Step label="Later version" to={index + 1} count={count} onGo={onGo}>
        <ChevronRight />
      </Step>
    </div>
  )
}

type StepProps = {
  label: string
  to: number
  count: number
  onGo: (index: number) => void
  children: ReactNode
}

/** At the end of the row it stays a button, so that it keeps the focus and Escape still closes the panel. */
function Step({ label, to, count, onGo, children }: StepProps) {
  const exists = to >= 0 && to < count
  return (
    <IconButton
      label={label}
      size="sm"
      aria-disabled={!exists}
      className="aria-disabled:opacity-50"
      onClick={() => exists && onGo(to)}
    >
      {children}
    </IconButton>
  )
}

/** What is shown. Whoever looks at the latest version sees a newer one as soon as it is known to be one. */
function useShown(session: ConversationSession, wanted: Wanted) {
  const { messages } = useChat({ chat: session.chat, throttle: DRAW_EVERY_MS })
  const artifacts = useMemo(() => findArtifacts(messages), [messages])
  const [chosen, setChosen] = useState<{ wanted: Wanted; ref: ArtifactRef; latest: boolean } | null>(null)

  const current = chosen?.wanted === wanted ? chosen : choose(artifacts, wanted)
  const found = current && findVersions(artifacts, current.ref)
  const versions = found?.versions ?? []
  const index = found ? (current.latest ? versions.length - 1 : found.index) : -1
  const shown = versions[index] ?? ('code' in wanted ? loose(wanted) : null)

  // What was found by its code keeps its place, however the code grows.
  const next = current && current !== chosen ? current : null
  if (next) setChosen(next)
  useEffect(() => {
    if (shown?.messageId) rememberArtifact(session.id, shown)
  }, [session, shown])

  const goTo = (to: number) => {
    const ref = versions[to]
    if (ref) setChosen({ wanted, ref, latest: to === versions.length - 1 })
  }
  return { shown, versions, index, goTo }
}

function choose(artifacts: readonly Artifact[], wanted: Wanted) {
  const ref = 'ref' in wanted ? wanted.ref : findByCode(artifacts, wanted.code)
  const found = ref && findVersions(artifacts, ref)
  const last = found?.versions.at(-1)
  return ref && found && last ? { wanted, ref, latest: isSame(last, ref) } : null
}

/** A block that only Markdown's own parser finds: shown as it is, without versions. */
function loose({ code, info }: { code: string; info: string }): Artifact {
  return {
    ...nameArtifact(info, code),
    messageId: '',
    ordinal: 0,
    language: info,
    kind: kindOf(info, code),
    code,
    complete: true,
  }
}
