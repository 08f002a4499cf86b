import { CircleAlert } from 'lucide-react'
import type { SaveState } from '../use-autosave'

/** Why the last change is not saved. */
export function SaveProblem({ state }: { state: SaveState }) {
  if (state.status !== 'failed') return null
  return (
    <p role="alert" className="flex items-start gap-1.5 text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {state.message}
    </p>
  )
}
