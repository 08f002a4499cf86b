import { describe, expect, test } from 'vitest'
import { codeOf } from '../test-values.ts'
import { translateRegex } from './translate-regex.ts'

describe('PCRE patterns', () => {
  test.each<[pattern: string, options: string, text: string, matches: boolean]>([
    ['^a.c$', '', 'abc', true],
    ['a.c', '', 'a\nc', false],
    ['a.c', '', 'a\rc', true],
    ['a.c', 's', 'a\nc', true],
    ['abc$', '', 'abc\n', true],
    ['abc\\z', '', 'abc\n', false],
    ['abc\\Z', '', 'abc\n', true],
    ['^b', 'm', 'a\nb', true],
    ['^b', '', 'a\nb', false],
    ['\\Ab', 'm', 'a\nb', false],
    ['ABC', 'i', 'abc', true],
    ['É', 'i', 'é', true],
    ['a b # c', 'x', 'ab', true],
    ['[[:alpha:]]+\\d', '', 'ab1', true],
    ['[[:^alpha:]]', '', 'a', false],
    ['\\w+', '', 'é', false],
    ['\\bfoo\\b', '', 'a foo b', true],
    ['\\Bfoo', '', 'foo', false],
    ['\\s', '', '\u00a0', false],
    ['\\h', '', '\u00a0', true],
    ['(?i)abc|def', '', 'DEF', true],
    ['x(?i)abc', '', 'xABC', true],
    ['x(?i)abc', '', 'XABC', false],
    ['(?i)a(?-i)b', '', 'AB', false],
    ['((?i)a|b)c', '', 'BC', false],
    ['(?s).', '', '\n', true],
    ['(?m)^b', '', 'a\nb', true],
    ['(?i:a|b)c', '', 'Bc', true],
    ['(?<n>a)\\k<n>', '', 'aa', true],
    ['(?P<n>a)b', '', 'ab', true],
    ['(\\d{3})-\\1', '', '123-123', true],
    ['\\Qa.b\\E', '', 'a.b', true],
    ['\\Qa.b\\E', '', 'axb', false],
    ['[]a]', '', ']', true],
    ['[^]a]', '', ']', false],
    ['[a-]', '', '-', true],
    ['[-a]', '', '-', true],
    ['[\\w-]+$', '', 'a-b', true],
    ['[\\D]', '', '5', false],
    ['[a&&b]', '', '&', true],
    ['[(){}|/]', '', '|', true],
    ['a{2}', '', 'aa', true],
    ['^a{,2}$', '', 'a{,2}', true],
    ['x{a', '', 'x{a', true],
    ['\\x41\\x{1F600}', '', 'A😀', true],
    ['^.$', '', '😀', true],
    ['\\p{Lu}', '', 'É', true],
    ['\\P{L}', '', 'É', false],
    ['\\p{Greek}', '', 'α', true],
    ['^$', '', '\n', true],
    ['a\\/b', '', 'a/b', true],
    ['(?#note)a', '', 'a', true],
    ['\\R', '', '\r\n', true],
  ])('/%s/%s on %j: %s', (pattern, options, text, matches) => {
    expect(translateRegex(pattern, options).test(text)).toBe(matches)
  })

  test.each(['a++', '(?>a)', 'a(?i)b|c', '\\G', '(?(1)a)', '(?R)', '(*ANY)a'])('refuses /%s/', (pattern) => {
    expect(codeOf(() => translateRegex(pattern, ''))).toBe('CommandNotSupported')
  })

  test.each(['(a', 'a)', '[', '*a', '\\', '[[:foo:]]', '(?<a>x)(?<a>y)', 'a{2,1}'])(
    '/%s/ is no pattern',
    (pattern) => {
      expect(codeOf(() => translateRegex(pattern, ''))).toBe('Location51091')
    },
  )
})
