'use client'

import dynamic from 'next/dynamic'
import { useSidePanel } from '@/components/shell/side-panel'
import { CONTEXT_PANEL } from './panel-id'

const OpenContextPanel = dynamic(() =>
  import('./open-context-panel').then((module) => module.OpenContextPanel),
)

/** Beside the conversation: what the model sees of it. Loaded when it is first opened. */
export function ContextPanel() {
  const { isOpen } = useSidePanel(CONTEXT_PANEL)
  return isOpen ? <OpenContextPanel /> : null
}
