'use client'

import type { ReactNode } from 'react'
import { DropdownMenu, MenuItem, MenuLabel } from '@/components/ui/overlay/dropdown-menu'
import { useModels } from '../../conversation/models'

type ModelChoice = {
  onChoose: (model: string) => void
  /** The model that has answered already. */
  except: string | undefined
}

/** Offers the models that can be reached, for one answer. */
export function ModelMenu({ trigger, ...choice }: ModelChoice & { trigger: ReactNode }) {
  return (
    <DropdownMenu trigger={trigger}>
      <ModelItems {...choice} />
    </DropdownMenu>
  )
}

/** The items of a menu of models. */
export function ModelItems({ onChoose, except }: ModelChoice) {
  const { models, state } = useModels()
  const others = models.filter(({ id }) => id !== except)
  if (others.length === 0) {
    return <MenuLabel>{state === 'loading' ? 'Looking for models' : 'There is no other model.'}</MenuLabel>
  }
  return others.map((model) => (
    <MenuItem key={model.id} onSelect={() => onChoose(model.id)}>
      {model.label}
    </MenuItem>
  ))
}
