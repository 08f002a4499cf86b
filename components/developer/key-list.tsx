'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { later } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { revokeKey } from '@/lib/keys/actions'
import type { KeyDto } from '@/lib/keys/schema'
import { KeyItem } from './key-item'
import type { Region } from './words'

const KeyDialog = later(() => import('./key-dialog').then((module) => module.KeyDialog))

type Editing = { key: KeyDto | null; count: number }

/** The keys there are: making, changing and revoking them. */
export function KeyList({ initial, ...region }: { initial: KeyDto[] } & Region) {
  const [keys, setKeys] = useState(initial)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [open, setOpen] = useState(false)
  const [revoking, setRevoking] = useState<KeyDto | null>(null)
  const [pending, setPending] = useState(false)
  const [message, setMessage] = useState<{ tone: 'success' | 'danger'; text: string } | null>(null)

  function edit(key: KeyDto | null) {
    setMessage(null)
    setEditing((before) => ({ key, count: (before?.count ?? 0) + 1 }))
    setOpen(true)
  }

  async function revoke(key: KeyDto) {
    setPending(true)
    const result = await callAction(() => revokeKey({ id: key.id }))
    setPending(false)
    setRevoking(null)
    if (!result.ok) return setMessage({ tone: 'danger', text: result.error.message })
    setKeys((before) => before.filter(({ id }) => id !== key.id))
    setMessage({ tone: 'success', text: `“${key.name}” was revoked. It opens nothing any more.` })
  }

  return (
    <div className="flex flex-col items-start gap-4">
      {keys.length > 0 ? (
        <ul aria-label="Keys" className="flex w-full flex-col divide-y rounded-card border">
          {keys.map((key) => (
            <KeyItem
              key={key.id}
              item={key}
              {...region}
              onChange={() => edit(key)}
              onRevoke={() => setRevoking(key)}
            />
          ))}
        </ul>
      ) : (
        <div className="w-full">
          <EmptyState title="No keys yet">
            A key lets a program of yours ask models here, within limits that you set for it.
          </EmptyState>
        </div>
      )}
      {message && (
        <Notice tone={message.tone} live>
          {message.text}
        </Notice>
      )}
      <Button onClick={() => edit(null)}>
        <Plus aria-hidden className="size-4" />
        Create a key
      </Button>
      {editing && (
        <KeyDialog
          key={editing.count}
          item={editing.key}
          open={open}
          onOpenChange={setOpen}
          onCreated={(key) => setKeys((before) => [key, ...before])}
          onChanged={(key) => setKeys((before) => before.map((each) => (each.id === key.id ? key : each)))}
        />
      )}
      <AlertDialog
        open={revoking !== null}
        onOpenChange={(isOpen) => !isOpen && setRevoking(null)}
        title="Revoke this key?"
        description={`Programs that use “${revoking?.name ?? ''}” are refused from now on. This cannot be undone; you can make another key.`}
        confirm="Revoke"
        pending={pending}
        onConfirm={() => revoking && void revoke(revoking)}
      />
    </div>
  )
}
