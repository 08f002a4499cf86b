'use client'

import { useQuery } from '@tanstack/react-query'
import type { ModelDto, ModelList } from '@/lib/models/schema'
import { getQueryClient } from '../list/query-client'
import { getJson } from '../session/api'

const NONE: ModelDto[] = []

type Models = { models: ModelDto[]; defaultId: string | null; state: 'loading' | 'failed' | 'ready' }

/** The models that can be reached now. */
export function useModels(): Models {
  const { data, status } = useQuery(
    { queryKey: ['models'], queryFn: ({ signal }) => getJson<ModelList>('/api/models', signal) },
    getQueryClient(),
  )
  const state = status === 'pending' ? 'loading' : status === 'error' ? 'failed' : 'ready'
  return { models: data?.models ?? NONE, defaultId: data?.defaultId ?? null, state }
}

/** Looks the models up anew, for what has been changed in the settings. */
export function refreshModels(): void {
  void getQueryClient().invalidateQueries({ queryKey: ['models'] })
}

/** What to call a model whose label is not at hand: its id without the provider. */
export function modelName(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}
