'use client'

import type { ReactNode } from 'react'
import { DropdownMenu, MenuItem, MenuLabel } from '@/components/ui/overlay/dropdown-menu'
import { useModels } from '../conversation/models'

/** Offers the models that can be reached, for one answer. */
export function ModelMenu({ trigger, onChoose }: { trigger: ReactNode; onChoose: (model: string) => void }) {
  return (
    <DropdownMenu trigger={trigger}>
      <ModelItems onChoose={onChoose} />
    </DropdownMenu>
  )
}

/** The items of a menu of models. */
export function ModelItems({ onChoose }: { onChoose: (model: string) => void }) {
  const { models, state } = useModels()
  if (models.length === 0) {
    return (
      <MenuLabel>
        {state === 'loading' ? 'Looking for models' : 'No model can be reached right now.'}
      </MenuLabel>
    )
  }
  return models.map((model) => (
    <MenuItem key={model.id} onSelect={() => onChoose(model.id)}>
      {model.label}
    </MenuItem>
  ))
}
