'use client'

import { createContext, use } from 'react'
import type { ArtifactRef } from './find-artifacts'

/** The name of the panel. */
export const PANEL = 'artifact'
/** What the panel is to show: a place, or the code of the block whose button was pressed. */
export type Wanted = { ref: ArtifactRef } | { code: string; info: string }

/** Opens a block of code of this conversation beside the chat. */
type OpenArtifact = (code: string, info: string) => void

export const ArtifactsContext = createContext<OpenArtifact | null>(null)

/** @returns what opens a block of code in the panel; null where there is no panel */
export function useOpenArtifact(): OpenArtifact | null {
  return use(ArtifactsContext)
}
