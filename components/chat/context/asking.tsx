'use client'

import { later } from '@/components/ui/later'
import { useConversation } from '../conversation/context'
import { useModels } from '../conversation/models'
import { useCurrentModel } from '../conversation/use-current-model'

const AskingDialog = later(() => import('./asking-dialog').then((module) => module.AskingDialog))

/** The dialog of this conversation's instructions and settings. */
export function Asking({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { session } = useConversation()
  const { models } = useModels()
  const current = useCurrentModel(session)
  const model = models.find(({ id }) => id === current)
  return <AskingDialog session={session} model={model} open={open} onOpenChange={onOpenChange} />
}
