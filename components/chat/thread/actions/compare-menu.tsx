'use client'

import { Columns2 } from 'lucide-react'
import { MenuSub } from '@/components/ui/overlay/dropdown-menu'
import { useModels } from '../../conversation/models'
import { ModelItems } from '../model-menu'

/** In a menu: the models a question can be put to beside another. Not there when there is only one. */
export function CompareMenu({
  label,
  except,
  onChoose,
}: {
  label: string
  except: string | undefined
  onChoose: (model: string) => void
}) {
  const { models } = useModels()
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
