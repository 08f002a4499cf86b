import 'server-only'
import { getEnv } from '@/lib/env'
import { reachableModels } from './catalogue'
import type { ModelDto, ModelList } from './schema'

/** @returns the models a person can choose from, and the one a new conversation starts with */
export async function listModels(): Promise<ModelList> {
  const models = await reachableModels()
  return { models, defaultId: defaultOf(models)?.id ?? null }
}

function defaultOf(models: readonly ModelDto[]): ModelDto | undefined {
  const wanted = getEnv().OPENAI_MODEL
  return models.find((model) => model.id === `openai/${wanted}`) ?? models[0]
}

/**
 * Finds the first of the wanted models that can be reached.
 *
 * @param wanted ids by preference (asked for now, the conversation's, the person's default); null where there is no wish
 * @returns the model, or null when none can be reached
 */
export async function chooseModel(wanted: readonly (string | null | undefined)[]): Promise<ModelDto | null> {
  const models = await reachableModels()
  for (const id of wanted) {
    const found = models.find((model) => model.id === id)
    if (found) return found
  }
  return defaultOf(models) ?? null
}
