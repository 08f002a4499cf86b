'use client'

import { Columns2 } from 'lucide-react'
import { useState } from 'react'
import { ModelList } from '@/components/models/model-list'
import { Button } from '@/components/ui/button'
import type { ModelDto } from '@/lib/models/schema'

/** The models there are: for the next answers, or for the one that is asked beside the first. */
export function ModelChoice({
  models,
  current,
  mayCompare,
  onPick,
  onSecond,
}: {
  models: readonly ModelDto[]
  current: string | null
  mayCompare: boolean
  onPick: (model: string) => void
  onSecond: (model: string) => void
}) {
  const [forSecond, setForSecond] = useState(false)
  const others = models.filter(({ id }) => id !== current)
  return (
    <>
      <ModelList
        key={String(forSecond)}
        models={forSecond ? others : models}
        value={forSecond ? null : current}
        onPick={forSecond ? onSecond : onPick}
      />
      {!forSecond && others.length > 0 && mayCompare && (
        <div className="border-t p-1">
          <Button
            variant="ghost"
            size="sm"
            className="h-9 w-full justify-start px-2.5 font-normal"
            onClick={() => setForSecond(true)}
          >
            <Columns2 aria-hidden className="size-4 text-ink-muted" />
            Ask a second model, too
          </Button>
        </div>
      )}
    </>
  )
}
