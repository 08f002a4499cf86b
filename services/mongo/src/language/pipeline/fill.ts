import { fail } from '../../errors.ts'
import { setOwn } from '../values/set-own.ts'
import { isDocument, typeOf } from '../values/types.ts'
import type { CompileStage } from './stage.ts'

const METHODS: Record<string, string> = { linear: '$linearFill', locf: '$locf' }

/** `$fill` is `$setWindowFields` for its methods and `$addFields` for its values. */
export const compileFill: CompileStage = (argument, context) => {
  if (!isDocument(argument))
    fail('FailedToParse', `The argument to $fill must be an object, but was ${typeOf(argument)}`)
  for (const name of Object.keys(argument))
    if (!['partitionBy', 'partitionByFields', 'sortBy', 'output'].includes(name))
      fail('IDLUnknownField', `BSON field '$fill.${name}' is an unknown field.`)
  const { partitionBy, partitionByFields, sortBy, output } = argument
  if (!isDocument(output))
    fail('IDLFailedToParse', "BSON field '$fill.output' is missing but a required field")
  if (Object.keys(output).length === 0)
    fail('Location6050203', "The '$fill.output' object must have at least one field")
  if (partitionBy !== undefined && partitionByFields !== undefined)
    fail('Location6050204', "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'")
  const values: Record<string, unknown> = {}
  const methods: Record<string, unknown> = {}
  for (const [field, spec] of Object.entries(output)) {
    if (!isDocument(spec)) fail('Location6050200', `Each field of '$fill.output' must be an object`)
    if (Object.keys(spec).length !== 1)
      fail('Location6050201', "Each output must have exactly one of 'value' and 'method'")
    if (Object.hasOwn(spec, 'value')) setOwn(values, field, { $ifNull: [`$${field}`, spec['value']] })
    else {
      const given = spec['method']
      const method = typeof given === 'string' && Object.hasOwn(METHODS, given) ? METHODS[given] : undefined
      if (!method) fail('Location6050202', 'Method must be either locf or linear')
      setOwn(methods, field, { [method]: `$${field}` })
    }
  }
  const stages: unknown[] = []
  if (Object.keys(methods).length > 0) {
    if (sortBy === undefined) fail('Location6050205', "A '$fill' with a method must have a 'sortBy'")
    const fields = Array.isArray(partitionByFields)
      ? Object.fromEntries(partitionByFields.map((field) => [field, `$${field}`]))
      : partitionBy
    stages.push({
      $setWindowFields: { ...(fields !== undefined && { partitionBy: fields }), sortBy, output: methods },
    })
  }
  if (Object.keys(values).length > 0) stages.push({ $addFields: values })
  return context.compilePipeline(stages, context, 'command')
}
