'use client'

import dynamic from 'next/dynamic'
import { SidePanel } from '@/components/shell/side-panel-content'
import { CONTEXT_PANEL } from './context-meter'

const ContextView = dynamic(() => import('./context-view').then((module) => module.ContextView))

/** Beside the conversation: what the model sees of it. */
export function ContextPanel() {
  return (
    <SidePanel id={CONTEXT_PANEL} title="What the model sees">
      <ContextView />
    </SidePanel>
  )
}
