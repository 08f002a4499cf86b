'use client'

import { useSidePanel } from '@/components/shell/side-panel'
import { later } from '@/components/ui/later'
import { CONTEXT_PANEL } from './panel-id'

const OpenContextPanel = later(() => import('./open-context-panel').then((module) => module.OpenContextPanel))

/** Beside the conversation: what the model sees of it. Loaded when it is first opened. */
export function ContextPanel() {
  const { isOpen, close } = useSidePanel(CONTEXT_PANEL)
  return isOpen ? <OpenContextPanel onClose={close} /> : null
}
