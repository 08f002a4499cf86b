'use client'

import { SidePanel } from '@/components/shell/side-panel-content'
import { ContextView } from './context-view'
import { CONTEXT_PANEL } from './panel-id'

export function OpenContextPanel() {
  return (
    <SidePanel id={CONTEXT_PANEL} title="What the model sees">
      <ContextView />
    </SidePanel>
  )
}
