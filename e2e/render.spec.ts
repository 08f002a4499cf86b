import { AxeBuilder } from '@axe-core/playwright'
import { expectAccessible } from './support/access.ts'
import { command, expect, test } from './support/chat.ts'
import { reloadPage } from './support/open.ts'
import { watchPolicy } from './support/policy.ts'

const FORMULAS = `It costs $5 and $10. We know $a^2 + b^2 = c^2$ and \\(x_1 * x_2\\).

$$
\\int_0^1 x^2\\,dx
= \\frac{1}{3}
$$

\\[ E = mc^2 \\]

Broken: $\\frac{1$ ends.`

const NOTES = `One note[^1] and a [bank](https://bank.example/login), [bad](javascript:alert(1)), <b onclick="alert(1)">raw</b>.

- [x] done
- [ ] open

![cat](https://pictures.example/cat.png)

\`\`\`python
print("${'a long line of code, '.repeat(12)}")
\`\`\`

[^1]: The text of the note.`

test.describe('mathematics', () => {
  test('is drawn under the strict policy as it streams, read by screen readers, and copied as its source', async ({
    page,
    chat,
  }) => {
    const troubles = watchPolicy(page)
    await chat.open()
    await chat.send(`Sum. ${command({ text: FORMULAS, tokenMs: 15 })}`)
    const reply = chat.lastReply
    await expect(reply.locator('.katex')).toHaveCount(4)
    await expect(chat.stopButton).toHaveCount(0)
    await expect(reply).toContainText('It costs $5 and $10.')
    await expect(reply.locator('code')).toHaveText('$\\frac{1$')
    await expect(reply.locator('math')).toHaveCount(4)
    // The drawing has its sizes, which come as styles, and its fonts, which come from us.
    const strut = reply.locator('.katex .katex-strut').first()
    await expect.poll(() => strut.evaluate((node) => node.getBoundingClientRect().height)).toBeGreaterThan(8)
    const font = await page.evaluate(async () => {
      const [face] = await document.fonts.load('16px KaTeX_Main')
      return face?.status
    })
    expect(font).toBe('loaded')

    const copied = await reply
      .locator('p')
      .first()
      .evaluate((node) => {
        getSelection()?.selectAllChildren(node)
        const data = new DataTransfer()
        node.dispatchEvent(
          new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
        )
        return data.getData('text/plain')
      })
    expect(copied).toContain('We know $a^2 + b^2 = c^2$ and $x_1 * x_2$')

    await reloadPage(page)
    await expect(reply.locator('.katex')).toHaveCount(4)
    const { violations } = await new AxeBuilder({ page }).include('.markdown').analyze()
    expect(violations).toEqual([])
    expect(troubles).toEqual([])
  })
})

test.describe('notes, links and code', () => {
  test('lead where they say, load nothing, and keep how code is wrapped', async ({ page, chat }) => {
    const troubles = watchPolicy(page)
    const foreign: string[] = []
    page.on('request', (request) => {
      if (/example/.test(new URL(request.url()).hostname)) foreign.push(request.url())
    })
    await chat.open()
    for (const question of ['First', 'Second']) {
      await chat.send(`${question}. ${command({ text: NOTES })}`)
      await expect(chat.replies.getByText('The text of the note.')).toHaveCount(question === 'First' ? 1 : 2)
    }
    await expect(chat.stopButton).toHaveCount(0)
    const reply = chat.lastReply
    const note = reply.getByRole('listitem').filter({ hasText: 'The text of the note.' })
    await reply.locator('sup a').click()
    await expect(note).toBeFocused()
    await note.getByRole('link').click()
    await expect(reply.locator('sup a')).toBeFocused()

    await expect(reply.getByRole('link', { name: 'bank (bank.example, opens a new tab)' })).toHaveAttribute(
      'rel',
      /noopener/,
    )
    await expect(reply.locator('[href^="javascript"], [onclick]')).toHaveCount(0)
    await expect(reply.getByRole('checkbox', { name: 'Done' })).toBeChecked()

    await page
      .context()
      .route('https://pictures.example/**', (route) =>
        route.fulfill({ path: 'public/apple-icon.png', contentType: 'image/png' }),
      )
    await reply.getByRole('button', { name: 'Show it (pictures.example will know)' }).click()
    const cat = reply.frameLocator('iframe[title="cat"]').getByRole('img', { name: 'cat' })
    await expect.poll(() => cat.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    expect(foreign.splice(0)).toEqual(['https://pictures.example/cat.png'])

    const wrap = reply.getByRole('button', { name: 'Wrap long lines' })
    const code = reply.locator('.code-block')
    await wrap.click()
    await expect(wrap).toHaveAttribute('aria-pressed', 'true')
    await reloadPage(page)
    await expect(wrap).toHaveAttribute('aria-pressed', 'true')
    await expect(code).toHaveAttribute('data-wraps', 'true')
    const ids = await page.locator('.markdown [id]').evaluateAll((nodes) => nodes.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(foreign).toEqual([])
    expect(troubles).toEqual([])
  })
})

const DIAGRAMS = `Look:

\`\`\`mermaid
graph TD
  accTitle: From idea to release
  A[An idea] -->|then| B["Work <script>alert(1)</script>"]
  B --> C{Good?}
  click A "javascript:alert(1)"
\`\`\`

And:

\`\`\`mermaid
graph TD
  A --> --> B[
\`\`\``

test.describe('diagrams', () => {
  test('are drawn when they are complete, in the colours of the theme, and open large; a broken one shows its source', async ({
    page,
    chat,
  }) => {
    const troubles = watchPolicy(page)
    await chat.open()
    await chat.send(`Draw. ${command({ text: DIAGRAMS, tokenMs: 20 })}`)
    const reply = chat.lastReply
    const picture = reply.getByRole('img', { name: 'From idea to release' })
    await expect(picture).toBeVisible()
    const width = () => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)
    await expect.poll(width).toBeGreaterThan(100)
    await expect(reply.getByText('This diagram could not be drawn')).toBeVisible()
    await expect(reply.locator('pre')).toContainText('A --> --> B[')

    const light = await picture.getAttribute('src')
    expect(decodeURIComponent(light ?? '')).not.toMatch(/<script|javascript:|foreignObject/i)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(picture).not.toHaveAttribute('src', light ?? '')

    await reply.getByRole('button', { name: 'Open beside the chat' }).first().click()
    const panel = page.getByRole('region', { name: 'From idea to release' })
    await expect(panel.getByRole('img', { name: 'From idea to release' })).toBeVisible()
    await panel.getByRole('button', { name: 'Enlarge' }).click()
    await expectAccessible(page)
    expect(troubles).toEqual([])
  })
})
