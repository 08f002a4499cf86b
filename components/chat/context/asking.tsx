'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useConversation } from '../conversation/context'
import { useModels } from '../conversation/models'
import { useCurrentModel } from '../conversation/use-current-model'

const AskingDialog = dynamic(() => import('./asking-dialog').then((module) => module.AskingDialog))

/** The dialog of this conversation's instructions and settings, loaded when it is first opened. */
export function Asking({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { session } = useConversation()
  const { models } = useModels()
  const current = useCurrentModel(session)
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  if (!wasOpen) return null
  const model = models.find(({ id }) => id === current)
  return <AskingDialog session={session} model={model} open={open} onOpenChange={onOpenChange} />
}
