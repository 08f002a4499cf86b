import { fail } from '../../errors.ts'

/** Builds the JavaScript expression that matches what PCRE matches. */
export function translateRegex(pattern: string, options: string): RegExp {
  for (const letter of options)
    if (!'imsxu'.includes(letter)) fail('Location51108', `invalid flag in regex options: ${letter}`)
  try {
    return new RegExp(pattern, options.replace(/[xu]/g, ''))
  } catch (error) {
    return fail('Location51091', `Regular expression is invalid: ${(error as Error).message}`)
  }
}
