import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { TooltipProvider } from '@/components/ui/overlay/tooltip'
import { Markdown } from './markdown'

const render = (text: string, growing = false) =>
  renderToStaticMarkup(
    <TooltipProvider>
      <Markdown text={text} growing={growing} />
    </TooltipProvider>,
  )

const EVERYTHING = `# Title

A **bold** [link](https://www.example.org/path?q=1) and \`code\`, ~~gone~~, a footnote[^1].

| a | b | c |
| :-- | :-: | --: |
| 1 | 2 | 3 |

- [x] done
- [ ] to do

\`\`\`ts title="x"
const a = '<b>'
\`\`\`

![cat](https://evil.example/cat.png)

> quote

[^1]: The note.
`

describe('markup from the server', () => {
  test.each([true, false])('has no style attribute, which the CSP would refuse (growing: %s)', (growing) => {
    expect(render(EVERYTHING, growing)).not.toMatch(/\sstyle=/)
  })

  test('loads nothing from anywhere', () => {
    const html = render(`![cat](https://evil.example/cat.png)

<img src="https://evil.example/a.png" srcset="https://evil.example/b.png 2x"><picture><source srcset="https://evil.example/c.png"></picture>
<video src="https://evil.example/d.mp4" poster="https://evil.example/e.png"></video><link rel="stylesheet" href="https://evil.example/f.css">
<svg><image href="https://evil.example/g.png"/></svg><iframe src="https://evil.example/h"></iframe><object data="https://evil.example/i"></object>`)
    expect(html).not.toMatch(/<(img|video|audio|source|link|iframe|object|embed|svg|image)\b/)
    expect(html).not.toMatch(/\s(src|srcset|poster|data|background)=/)
  })

  test('keeps tables, alignment, task lists, code and footnotes', () => {
    const html = render(EVERYTHING)
    expect(html).toContain('<td data-align="right">3</td>')
    expect(html).toMatch(/<input type="checkbox"[^>]* disabled="" aria-label="Done" checked=""/)
    expect(html).toContain('const a = &#x27;&lt;b&gt;&#x27;')
    expect(html).toMatch(/href="#fn-1"/)
    const id = /id="(user-content-\S+-fn-1)"/.exec(html)?.[1]
    expect(id).toBeTruthy()
  })

  test('gives each message ids of its own, whatever its HTML says', () => {
    const html = renderToStaticMarkup(
      <>
        <Markdown text={'A[^1]\n\n[^1]: B'} />
        <Markdown text={'A[^1] <b id="content">x</b>\n\n[^1]: B'} />
      </>,
    )
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(5)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => id?.startsWith('user-content-'))).toBe(true)
  })

  test('keeps the source of formulas, for the browser to draw', () => {
    const html = render('A $x_1 * y_1$ for $5.\n\n$$\na = *b*\n$$\n\n| \\(|z|\\) |\n| - |\n')
    expect(html).toContain('<code class="formula-source">$x_1 * y_1$</code> for $5.')
    expect(html).toMatch(/data-display="true">\$\$\na = \*b\*\n\$\$</)
    expect(html).toContain('\\(|z|\\)')
  })
})

describe('what is dangerous', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '<javascript:alert(1)>',
    '<div onclick="alert(1)" style="position:fixed">x</div>',
    '<form action="https://evil.example"><button formaction="https://evil.example">x</button></form>',
    '<style>*{display:none}</style>',
    '<svg onload=alert(1)>',
    '<a href="https://ok.example" target="_top" onmouseover="alert(1)">x</a>',
  ])('%s is inert', (text) => {
    const html = render(text)
    expect(html).not.toMatch(/<(script|style|form|button|svg|img)\b/)
    expect(html).not.toMatch(/\son\w+=|="\s*(javascript|vbscript|data):|target="_top"|formaction/i)
  })

  test('a link says where it goes and gives nothing away', () => {
    const html = render('[my bank](https://evil.example/login)')
    expect(html).toContain('title="https://evil.example/login"')
    expect(html).toContain('rel="noopener noreferrer nofollow"')
    expect(html).toContain('(evil.example, opens a new tab)')
  })
})

test('a fence that has just begun is a block of code already', () => {
  expect(render('Text\n\n```python\nprint(1)', true)).toContain('class="code-block"')
})
