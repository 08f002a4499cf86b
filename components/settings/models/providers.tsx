'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { refreshModels } from '@/components/chat/conversation/models'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import type { ConnectionDto } from '@/lib/models/schema'
import { ProviderItem } from './provider-item'

const ProviderDialog = later(() => import('./provider-dialog').then((module) => module.ProviderDialog))

type Editing = { connection: ConnectionDto | null; count: number }

/** The providers of this workspace, and those the installation comes with. */
export function Providers({ connections }: { connections: readonly ConnectionDto[] }) {
  const router = useRouter()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [open, setOpen] = useState(false)

  function edit(connection: ConnectionDto | null) {
    setEditing((before) => ({ connection, count: (before?.count ?? 0) + 1 }))
    setOpen(true)
  }

  return (
    <>
      <p className="text-ink-muted">
        Keys are stored encrypted and never shown again. Everybody in this workspace can use the models.
      </p>
      {connections.length > 0 && (
        <ul aria-label="Providers" className="flex flex-col divide-y rounded-control border">
          {connections.map((connection) => (
            <ProviderItem key={connection.id} connection={connection} onEdit={() => edit(connection)} />
          ))}
        </ul>
      )}
      <Button className="self-start" onClick={() => edit(null)}>
        <Plus aria-hidden className="size-4" />
        Connect a provider
      </Button>
      {editing && (
        <ProviderDialog
          key={editing.count}
          connection={editing.connection}
          open={open}
          onOpenChange={setOpen}
          onSaved={() => {
            refreshModels()
            router.refresh()
          }}
        />
      )}
    </>
  )
}
