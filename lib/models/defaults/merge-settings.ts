import type { ModelDto, ModelSettings } from '../schema'

/**
 * How a model is asked: what the conversation says, else the person, else the workspace; each value by itself. What a model does not
 * take is left out, and a reply is never longer than it can make.
 *
 * @param layers the nearest to the conversation first
 */
export function mergeSettings(
  model: ModelDto,
  layers: readonly (ModelSettings | null | undefined)[],
): ModelSettings {
  const first = <K extends keyof ModelSettings>(key: K) =>
    layers.find((layer) => layer?.[key] !== undefined)?.[key]
  const maxOutput = first('maxOutput')
  const [temperature, topP] = model.samples ? [first('temperature'), first('topP')] : []
  const reasoning = model.reasons ? first('reasoning') : undefined
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxOutput !== undefined && { maxOutput: Math.min(maxOutput, model.maxOutput ?? maxOutput) }),
    ...(reasoning !== undefined && { reasoning }),
  }
}
