'use client'

import { Bot, Brain, MessageCircleDashed, Pencil, Settings, SquarePen, Trash2, Waves } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { useAssistant } from '../assistants/assistants'
import { choose } from '../chat/conversation/model-picker'
import { modelName, useModels } from '../chat/conversation/models'
import { useDelete } from '../chat/list/commands'
import { SETTINGS_PAGES } from '../settings/pages'
import { isOutOfReach } from '../shell/offline'
import type { Entry, Group } from './entry'
import { type Offer, readOffer } from './offer'

/** Where the palette leads and what it does, without any search. `onModels` shows the models to choose from. */
export function useCommands(onModels: () => void): Group[] {
  const router = useRouter()
  const pathname = usePathname()
  const remove = useDelete()
  return useMemo(() => {
    const offer = readOffer()
    const goTo = (label: string, path: string, rest: Pick<Entry, 'icon' | 'shortcut'>): Entry => ({
      id: path,
      label,
      ...rest,
      run: () => void (isOutOfReach(path) || router.push(path)),
    })
    const places = [
      goTo('New chat', '/chat', { icon: SquarePen, shortcut: 'Ctrl ⇧ O' }),
      goTo('Temporary chat', '/chat?temporary=1', { icon: MessageCircleDashed, shortcut: 'Ctrl ⇧ L' }),
      goTo('Insights', '/insights', { icon: Waves }),
      goTo('Memory', '/memory', { icon: Brain }),
      ...SETTINGS_PAGES.map(({ href, label }) => goTo(`Settings: ${label}`, href, { icon: Settings })),
    ]
    const groups = [{ label: 'Go to', entries: places.filter(({ id }) => id !== pathname) }]
    if (!offer) return groups
    return [{ label: 'This conversation', entries: actionsOn(offer, onModels, remove) }, ...groups]
  }, [router, pathname, remove, onModels])
}

function actionsOn(
  { session, rename }: Offer,
  onModels: () => void,
  remove: ReturnType<typeof useDelete>,
): Entry[] {
  const model: Entry = { id: 'model', label: 'Change the model', icon: Bot, stays: true, run: onModels }
  if (session.state.phase !== 'ready' || session.isTemporary) return [model]
  const { title } = session.state
  return [
    { id: 'rename', label: 'Rename', icon: Pencil, run: rename },
    model,
    {
      id: 'delete',
      label: 'Delete conversation',
      icon: Trash2,
      danger: true,
      run: () => void remove([{ id: session.id, title }]),
    },
  ]
}

/** The models the conversation on screen can be answered by. */
export function useModelEntries(): { group: Group; state: 'loading' | 'failed' | 'ready' } {
  const { models, defaultId, state } = useModels()
  const offer = readOffer()
  const assistant = useAssistant(offer?.session.state.assistantId ?? null)
  const current = offer?.session.state.model ?? assistant?.model ?? defaultId
  const entries = models.map(
    ({ id, label }): Entry => ({
      id,
      label: label || modelName(id),
      icon: Bot,
      ...(id === current && { note: 'Used now' }),
      run: () => {
        if (offer) void choose(offer.session, id)
      },
    }),
  )
  return { group: { label: 'Models', entries }, state }
}
