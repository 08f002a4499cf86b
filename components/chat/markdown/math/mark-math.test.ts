import { describe, expect, test } from 'vitest'
import { MARK, markMath, parseFormula, unmarkMath } from './mark-math'

const formulas = (text: string) =>
  [...markMath(text).matchAll(new RegExp(`(\`+)${MARK}(.*?)\\1`, 'g'))].map(([, , source]) => source)

describe('formulas in a line', () => {
  test.each([
    ['so $x^2$ is', ['$x^2$']],
    ['so \\(a_1 * b_1\\) and $$c$$ and \\[d\\].', ['\\(a_1 * b_1\\)', '$$c$$', '\\[d\\]']],
    ['the $n$th of $5$, $2x$ and $3 + 4 = 7$', ['$n$', '$5$', '$2x$', '$3 + 4 = 7$']],
    ['$\\text{for all words here}$', ['$\\text{for all words here}$']],
    ['a $\\{x\\}$ set, ($y$)', ['$\\{x\\}$', '$y$']],
  ])('%s', (text, expected) => {
    expect(formulas(text)).toEqual(expected)
  })

  test.each([
    'It costs $5 and $10.',
    'From $5-$10, or US$5 and A$6, or 5$ and 10$.',
    'Pay $20, then 30$ more.',
    'Between $5/month and 6$ a day.',
    'echo $HOME:$PATH and $HOME/bin:$PATH',
    '$PATH is set and then 3$',
    'Escaped \\$x\\$ and \\\\(x\\\\)',
    'Code `$x$` and ``a ` $y$``',
    'https://example.org/?a=$b$ [x](/a$b$c)',
    '| $5 | $6 |',
    '```\n$x$\n\\(y\\)\n```',
    '~~~js\n`$a$`\n$$\n~~~',
  ])('none in: %s', (text) => {
    expect(markMath(text)).toBe(text)
  })

  test('keep their bars in a table, and their backticks', () => {
    expect(markMath('| $|x|$ | b |')).toBe(`| \`${MARK}$\\|x\\|$\` | b |`)
    expect(markMath('$a`b$')).toBe(`\`\`${MARK}$a\`b$\`\``)
  })
})

describe('formulas over several lines', () => {
  test('become a fence', () => {
    expect(markMath('Text\n$$\na\n\n= b\n- c\n$$\nafter $x$')).toBe(
      `Text\n\`\`\`math\na\n\n= b\n- c\n\`\`\`\nafter \`${MARK}$x$\``,
    )
    expect(markMath('\\[ a\nb \\] then')).toBe('```math\na\nb \n```\nthen')
  })

  test('stay in their list and their quote', () => {
    expect(markMath('- $$\n  a\n  $$')).toBe('- ```math\n  a\n  ```')
    expect(markMath('> $$\n> a\n> $$')).toBe('> ```math\n> a\n> ```')
  })

  test('without an end are text, and open while more may come', () => {
    expect(markMath('$$\na')).toBe('$$\na')
    expect(markMath('$$\na', true)).toBe('```math-open\na\n```')
    expect(markMath('$$ is money\n\n```js\nx\n```\n', true)).toContain('$$ is money')
  })
})

describe('while the text grows', () => {
  test.each([
    ['so $x^', 'so '],
    ['so \\(a', 'so '],
    ['so \\', 'so '],
    ['so $', 'so '],
    ['so $$x', 'so '],
    ['for $5', 'for $5'],
    ['a `$x', 'a `$x'],
    ['now $HOME is the place', 'now $HOME is the place'],
    ['so $x\nnext', 'so $x\nnext'],
  ])('%s', (text, expected) => {
    expect(markMath(text, true)).toBe(expected)
  })

  test('no source of a formula is ever seen', () => {
    const text = 'We know \\(a^2 + b^2\\) and $c^2$ and so\n\n$$\na = b\n$$\n'
    for (let end = 1; end <= text.length; end++) {
      const shown = markMath(text.slice(0, end), true)
        .replace(new RegExp(`\`${MARK}.*?\``, 'g'), '')
        .replace(/```math(-open)?\n[^`]*```/g, '')
      expect(shown).not.toMatch(/\$|\\|\^/)
    }
  })

  test('of what is complete nothing changes', () => {
    const text = 'a $x$ b\n\n$$\ny\n$$\n\nc \\(z\\)\n'
    const whole = markMath(text)
    for (const end of [9, 19, text.length]) expect(whole.startsWith(markMath(text.slice(0, end)))).toBe(true)
  })
})

test('marks in what turned out to be code are taken back', () => {
  expect(unmarkMath(markMath('    a = $x$ + `b`'))).toBe('    a = $x$ + `b`')
})

test.each([
  ['$x$', 'x', false],
  ['\\( x \\)', 'x', false],
  ['$$x$$', 'x', true],
  ['\\[x\\]', 'x', true],
])('%s', (source, tex, display) => {
  expect(parseFormula(source)).toEqual({ tex, display })
})

test.each([300, 1_000_000])('a long text of long lines is walked once', (times) => {
  const line = 'word $ \\( `x $5 and $y '.repeat(times)
  const text = `${line}\n`.repeat(Math.ceil(1_000_000 / line.length))
  expect(markMath(text, true)).toContain('word')
})
