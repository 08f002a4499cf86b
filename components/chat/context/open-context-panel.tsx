'use client'

import { SidePanel } from '@/components/shell/side-panel-content'
import { CONTEXT_PANEL } from './context-meter'
import { ContextView } from './context-view'

export function OpenContextPanel() {
  return (
    <SidePanel id={CONTEXT_PANEL} title="What the model sees">
      <ContextView />
    </SidePanel>
  )
}
