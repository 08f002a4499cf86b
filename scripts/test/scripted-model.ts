import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '@/e2e/support/scripted-model/server'

/** The model of this file's tests says what they script; each test begins with nothing scripted. @returns it, while tests run */
export function onScriptedModel(): () => ScriptedModel {
  let model: ScriptedModel
  beforeAll(async () => {
    model = await startScriptedModel({ tokenMs: 0 })
    vi.stubEnv('LOCAL_MODEL_URL', model.url)
  })
  beforeEach(() => model.reset())
  afterAll(() => model.close())
  return () => model
}
