'use client'

import { CircleAlert, Ellipsis, Pencil, Power, RefreshCw, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { refreshModels } from '@/components/chat/conversation/models'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import type { Result } from '@/lib/core/result'
import { enableConnection, refreshConnection, removeConnection } from '@/lib/models/actions'
import type { ConnectionDto } from '@/lib/models/schema'

/** A provider: what became of its list of models, and what can be done with it. */
export function ProviderItem({ connection, onEdit }: { connection: ConnectionDto; onEdit: () => void }) {
  const { id, name, isFixed, isEnabled } = connection
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [removing, setRemoving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = (action: () => Promise<Result<unknown>>, done?: string) =>
    startTransition(async () => {
      const result = await callAction(action)
      if (!result.ok)
        return void (removing
          ? setProblem(result.error.message)
          : toast({ title: result.error.message, tone: 'danger' }))
      setRemoving(false)
      if (done) toast({ title: done })
      refreshModels()
      router.refresh()
    })

  return (
    <li className="flex min-h-14 items-center gap-2 py-2 ps-3.5 pe-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          {connection.hint && <span className="text-ink-muted text-xs">key ends in {connection.hint}</span>}
          {isFixed && <span className="text-ink-muted text-xs">from the installation</span>}
        </p>
        {connection.baseUrl && <p className="truncate text-ink-muted text-xs">{connection.baseUrl}</p>}
        <State connection={connection} />
      </div>
      {!isFixed && (
        <>
          <DropdownMenu
            align="end"
            trigger={
              <IconButton label={`Change ${name}`} disabled={pending}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem onSelect={onEdit}>
              <Pencil aria-hidden />
              Edit
            </MenuItem>
            {isEnabled && (
              <MenuItem
                onSelect={() => run(() => refreshConnection({ id }), `The models of ${name} are up to date.`)}
              >
                <RefreshCw aria-hidden />
                Look for models
              </MenuItem>
            )}
            <MenuItem onSelect={() => run(() => enableConnection({ id, isEnabled: !isEnabled }))}>
              <Power aria-hidden />
              {isEnabled ? 'Turn off' : 'Turn on'}
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setRemoving(true)}>
              <Trash2 aria-hidden />
              Remove
            </MenuItem>
          </DropdownMenu>
          <AlertDialog
            open={removing}
            onOpenChange={setRemoving}
            title={`Remove ${name}?`}
            description="Its key is deleted for good. Conversations that used its models stay and go on with another one. To keep the key, turn the provider off instead."
            confirm={`Remove ${name}`}
            pending={pending}
            onConfirm={() => run(() => removeConnection({ id }), `${name} is removed.`)}
          >
            {problem && (
              <Notice tone="danger" live>
                {problem}
              </Notice>
            )}
          </AlertDialog>
        </>
      )}
    </li>
  )
}

function State({ connection: { isEnabled, state } }: { connection: ConnectionDto }) {
  if (!isEnabled) return <p className="text-ink-muted text-xs">Off</p>
  if ('problem' in state)
    return (
      <p className="flex items-start gap-1.5 text-danger text-xs">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        {state.problem}
      </p>
    )
  return (
    <p className="text-ink-muted text-xs tabular-nums">
      {state.models === 1 ? '1 model' : `${state.models.toLocaleString('en')} models`}
    </p>
  )
}
