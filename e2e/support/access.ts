import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Nothing moves or fades any more: colours are what they will stay. What goes round and round never ends. */
async function untilAtRest(page: Page): Promise<void> {
  const moving = () =>
    page.evaluate(
      () =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) =>
              playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
          ).length,
    )
  await expect.poll(moving).toBe(0)
}

/** axe, with all its rules, finds nothing on the page once it has come to rest: what it finds has to stay to be a fault. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(async () => {
    await untilAtRest(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }).toPass({ intervals: [250, 1_000], timeout: 30_000 })
}

/** Nothing is cut off or hidden behind a horizontal scroll. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const hidden = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
  await expect.poll(hidden).toBeLessThanOrEqual(0)
}
