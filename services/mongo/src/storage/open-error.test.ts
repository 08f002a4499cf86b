import { describe, expect, it } from 'vitest'
import { StartError } from './lock-file.ts'
import { explainOpenError } from './open-error.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: mkdir '/data'`), { code })
const sqliteError = (errcode: number, message: string) => Object.assign(new Error(message), { errcode })

describe('explainOpenError', () => {
  it.each([
    [systemError('EROFS'), 'not writable'],
    [systemError('EACCES'), 'not writable'],
    [sqliteError(8, 'attempt to write a readonly database'), 'not writable'],
    [sqliteError(14, 'unable to open database file'), 'not writable'],
    [systemError('ENOSPC'), 'disk of /data is full'],
    [sqliteError(13, 'database or disk is full'), 'disk of /data is full'],
    [sqliteError(26, 'file is not a database'), 'damaged'],
    [sqliteError(11, 'database disk image is malformed'), 'damaged'],
    [systemError('ENOTDIR'), 'not a directory'],
    [systemError('EEXIST'), 'not a directory'],
    [new Error('something else'), 'Cannot open /data: something else'],
  ])('says what to do about %s', (error, words) => {
    const explained = explainOpenError(error, '/data')
    expect(explained).toBeInstanceOf(StartError)
    expect(explained.message).toContain(words)
    expect(explained.message).not.toContain('\n')
  })

  it('leaves a StartError as it is', () => {
    const error = new StartError('words')
    expect(explainOpenError(error, '/data')).toBe(error)
  })
})
