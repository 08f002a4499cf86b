import { fail, ServerError } from '../../../errors.ts'
import { describe } from '../../values/describe.ts'
import type { CompileOperator, Env } from '../evaluate.ts'
import { compileNamed, isNullish, typeNameOf } from '../operands.ts'
import { coerceToDate, readZone } from './arguments.ts'
import { checkFormat, formatDate, ISO_FORMAT_LOCAL, ISO_FORMAT_UTC } from './format.ts'
import { checkParseFormat, parseDate, parseDateByFormat } from './parse.ts'

export const compileToString: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, ['date', 'format', 'timezone', 'onNull'], ['date'], {
    notAnObject: 'Location18629',
    unknown: 'Location18534',
    missing: 'Location18628',
  })
  return (env) => {
    const date = operands.date?.(env)
    const format = operands.format?.(env)
    if (!isNullish(format) && operands.format) {
      if (typeof format !== 'string')
        fail(
          'Location18533',
          `$dateToString requires that 'format' be a string, found: ${typeNameOf(format)} with value ${describe(format)}`,
        )
      checkFormat(format)
    }
    const zone = readZone(operands.timezone, env)
    if (isNullish(date)) return operands.onNull ? operands.onNull(env) : null
    if (!zone || (operands.format && isNullish(format))) return null
    const isoFormat = zone.isUtc ? ISO_FORMAT_UTC : ISO_FORMAT_LOCAL
    return formatDate(coerceToDate(date), typeof format === 'string' ? format : isoFormat, zone)
  }
}

const FROM_STRING = ['dateString', 'format', 'timezone', 'onNull', 'onError'] as const

export const compileFromString: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, FROM_STRING, ['dateString'], {
    notAnObject: 'Location40540',
    unknown: 'Location40541',
    missing: 'Location40542',
  })
  const read = (env: Env, text: unknown, format: unknown): Date | null => {
    const zone = readZone(operands.timezone, env)
    if (typeof text !== 'string')
      fail(
        'ConversionFailure',
        `$dateFromString requires that 'dateString' be a string, found: ${typeNameOf(text)} with value ${describe(text)}`,
      )
    if (!zone || (operands.format && isNullish(format))) return null
    return typeof format === 'string' ? parseDateByFormat(text, format, zone) : parseDate(text, zone)
  }
  return (env) => {
    const text = operands.dateString?.(env)
    const format = operands.format?.(env)
    if (operands.format && !isNullish(format)) {
      if (typeof format !== 'string')
        fail(
          'Location40684',
          `$dateFromString requires that 'format' be a string, found: ${typeNameOf(format)} with value ${describe(format)}`,
        )
      checkParseFormat(format)
    }
    readZone(operands.timezone, env)
    if (isNullish(text)) return operands.onNull ? operands.onNull(env) : null
    try {
      return read(env, text, format)
    } catch (error) {
      const isConversion = error instanceof ServerError && error.codeName === 'ConversionFailure'
      if (isConversion && operands.onError) return operands.onError(env)
      throw error
    }
  }
}
