'use client'

import { Columns2 } from 'lucide-react'
import { MenuSub } from '@/components/ui/overlay/dropdown-menu'
import { useConversation } from '../../conversation/context'
import { useModels } from '../../conversation/models'
import { ModelItems } from './model-menu'

/** In a menu: the models a question can be put to beside another. Not there when there is only one, or when the conversation is temporary. */
export function CompareMenu({
  label,
  except,
  onChoose,
}: {
  label: string
  except: string | undefined
  onChoose: (model: string) => void
}) {
  const { session } = useConversation()
  const { models } = useModels()
  // The server compares what it keeps.
  if (session.isTemporary) return null
  if (models.every(({ id }) => id === except)) return null
  return (
    <MenuSub
      label={
        <>
          <Columns2 aria-hidden />
          {label}
        </>
      }
    >
      <ModelItems except={except} onChoose={onChoose} />
    </MenuSub>
  )
}
