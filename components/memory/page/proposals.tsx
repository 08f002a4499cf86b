'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlay/toast-store'
import { keepMemory } from '@/lib/memory/actions'
import type { MemoryDto } from '@/lib/memory/schema'
import { forgetWithUndo, refreshMemories } from '../memories'

/** What waits for the person's yes. It is not used before. */
export function Proposals({ proposed }: { proposed: readonly MemoryDto[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  if (proposed.length === 0) return null

  async function keep(id: string) {
    if (busy) return
    setBusy(id)
    const result = await callAction(() => keepMemory({ id }))
    if (!result.ok) toast({ title: result.error.message, tone: 'danger' })
    await refreshMemories()
    setBusy(null)
  }

  return (
    <section aria-labelledby="proposals" className="flex flex-col gap-4">
      <h2 id="proposals" className="font-medium text-base">
        Waiting for your yes
      </h2>
      <ul aria-labelledby="proposals" className="flex flex-col divide-y rounded-card border">
        {proposed.map(({ id, text, replaces }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <div className="min-w-48 flex-1">
              <p dir="auto" className="[overflow-wrap:anywhere]">
                {text}
              </p>
              {replaces && (
                <p dir="auto" className="text-ink-muted text-xs [overflow-wrap:anywhere]">
                  Instead of: {replaces}
                </p>
              )}
            </div>
            <div className="flex gap-2">
              <Button
                size="sm"
                variant="primary"
                loading={busy === id}
                aria-label={`Keep: ${text}`}
                onClick={() => void keep(id)}
              >
                Keep
              </Button>
              <Button
                size="sm"
                aria-label={`Forget: ${text}`}
                onClick={() => void forgetWithUndo([id], text)}
              >
                Forget
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
