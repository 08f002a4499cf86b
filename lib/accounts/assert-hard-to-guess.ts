import 'server-only'
import { AppError } from '@/lib/core/errors'
import { judgePassword } from '@/lib/core/password-strength'
import { hashPassword } from './passwords'

/**
 * @param about what is known of the person: name and e-mail
 * @param field the input's field that holds the password
 * @throws AppError `invalid_input` for a password that is on the lists of leaked ones, or nearly
 */
function assertHardToGuess(password: string, about: readonly string[], field: string): void {
  if (judgePassword(password, about) !== 'guessable') return
  throw new AppError('invalid_input', 'Please choose another password.', {
    fields: { [field]: 'This password is easy to guess. Choose another; a few unusual words work well.' },
  })
}

/** @returns what to store of a new password. @throws AppError `invalid_input` on the field when it is easy to guess */
export async function hashNewPassword(
  password: string,
  about: readonly string[],
  field = 'password',
): Promise<string> {
  assertHardToGuess(password, about, field)
  return hashPassword(password)
}
