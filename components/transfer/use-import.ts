'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { refreshConversations } from '@/components/chat/list/conversations'
import { newId } from '@/lib/core/ids'
import type { ImportDto } from '@/lib/transfer/schema'
import { cancelImport, readImport, sendFile } from './send-file'
import { isRunning } from './words'

const LOOK_MS = 1_000
/** How often in a row the server may not be reached before this says so. */
const PATIENCE = 20

export type ImportState =
  | { phase: 'idle' }
  | {
      phase: 'running'
      id: string
      fileName: string
      share: number
      conversations: number
      messages: number
      cancelling: boolean
    }
  | { phase: 'ended'; result: ImportDto }
  | { phase: 'failed'; message: string }

function stateOf(found: ImportDto, cancelling = false): ImportState {
  if (!isRunning(found)) return { phase: 'ended', result: found }
  const { id, fileName, bytesRead, bytesTotal, report, status } = found
  const share = bytesTotal ? bytesRead / bytesTotal : 0
  const { conversations, messages } = report
  return {
    phase: 'running',
    id,
    fileName,
    share,
    conversations,
    messages,
    cancelling: cancelling || status === 'cancelling',
  }
}

/** One import: sent from this window, or found running when the page was opened. */
export function useImport(last: ImportDto | null) {
  const [state, setState] = useState<ImportState>(() =>
    last && isRunning(last) ? stateOf(last) : { phase: 'idle' },
  )
  const sending = useRef<{ abort: () => void } | null>(null)
  const id = state.phase === 'running' ? state.id : null

  const end = useCallback((next: ImportState) => {
    sending.current = null
    setState(next)
    if (next.phase === 'ended' && next.result.status === 'done') refreshConversations('all')
  }, [])

  useEffect(() => {
    if (id === null) return
    const stop = watch(id, (found) => {
      if (!found) {
        end({
          phase: 'failed',
          message: 'Numina could not be reached. Open this page again to see what became of the file.',
        })
      } else if (isRunning(found)) {
        setState((now) => stateOf(found, now.phase === 'running' && now.cancelling))
      } else {
        // The rest of the file is not wanted any more.
        sending.current?.abort()
        end(stateOf(found))
      }
    })
    const warn = (event: BeforeUnloadEvent) => {
      if (sending.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
    }
  }, [id, end])

  const start = useCallback(
    async (file: File) => {
      const newImport = newId()
      setState({
        phase: 'running',
        id: newImport,
        fileName: file.name,
        share: 0,
        conversations: 0,
        messages: 0,
        cancelling: false,
      })
      // Access that has run out while the page stood open is renewed by whatever passes proxy.ts, which the file does not.
      // Where that fails, sending the file fails too, and says why.
      await fetch('/api/health').catch(() => null)
      const upload = sendFile(newImport, file, (share) =>
        setState((now) => (now.phase === 'running' ? { ...now, share: Math.max(share, now.share) } : now)),
      )
      sending.current = upload
      const answer = await upload.answer
      if (answer.ok) end({ phase: 'ended', result: answer.result })
      else if (answer.message) end({ phase: 'failed', message: answer.message })
      else sending.current = null
    },
    [end],
  )

  const cancel = useCallback(async () => {
    if (id === null) return
    setState((now) => (now.phase === 'running' ? { ...now, cancelling: true } : now))
    if (!(await cancelImport(id)))
      setState((now) => (now.phase === 'running' ? { ...now, cancelling: false } : now))
  }, [id])

  return { state, start, cancel }
}

/** Looks every second. null: the server has not been reached for a while, or never heard of it. @returns what ends it */
function watch(id: string, onLook: (found: ImportDto | null) => void): () => void {
  let misses = 0
  const timer = setInterval(async () => {
    const found = await readImport(id)
    misses = found ? 0 : misses + 1
    if (found || misses >= PATIENCE) onLook(found)
  }, LOOK_MS)
  return () => clearInterval(timer)
}
