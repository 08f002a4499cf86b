import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, test } from './support/chat.ts'
import { openPage, untilInteractive } from './support/open.ts'
import { GOOD_CARD, goToPayment, payWith } from './support/pay.ts'
import { makeTeam } from './support/team.ts'

test('a team buys seats, finds out while inviting that it has too few, adds some, and gives one up', async ({
  page,
}) => {
  await makeTeam(page, 'The lighthouse')
  await openPage(page, '/settings/billing?plan=business&interval=month&currency=USD&seats=2')
  await page.getByLabel('Seats').fill('0')
  await expect(page.getByText('Enter a whole number from 1 to 500.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go to payment' })).toBeDisabled()
  await page.getByLabel('Seats').fill('2')
  await expect(page.getByText('$58')).toBeVisible()
  await expectAccessible(page)
  await goToPayment(page)
  await payWith(page, GOOD_CARD)
  await page.waitForURL('**/settings/billing?done=paid')
  await untilInteractive(page)
  await expect(page.getByText('1 of 2 seats taken: 1 member.')).toBeVisible()

  await openPage(page, '/settings/team')
  const wanted = ['grace', 'alan', 'edsger', 'barbara'].map((name) => `${name}.${Date.now()}@example.com`)
  await page.getByLabel('Addresses').fill(wanted.join('\n'))
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText('There is one free seat, so nobody was invited.')).toBeVisible()
  await page.getByRole('button', { name: 'Add seats' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add seats' })
  await expect(dialog.getByLabel('How many')).toHaveValue('3')
  await expect(dialog.getByText(/^From .* on: \$145 a month for 5 seats/)).toBeVisible()
  const charged = (await dialog.getByText(/^Charged now: /).textContent())?.match(/\$[\d.]+\d/)?.[0] ?? ''
  await expectAccessible(page)
  await dialog.getByRole('button', { name: `Pay ${charged} for 3 seats` }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('5 seats, 4 of them free.')).toBeVisible()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText('4 invitations are on their way.')).toBeVisible()

  await openPage(page, '/settings/billing')
  await expect(page.getByText('5 of 5 seats taken: 1 member and 4 invitations.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Give up seats' })).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: charged })).toContainText('Paid')
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoSidewaysScroll(page)

  await openPage(page, '/settings/team')
  await page.getByRole('button', { name: `Take back the invitation to ${wanted[0]}` }).click()
  await expect(page.getByText('5 seats, 1 of them free.')).toBeVisible()
  await openPage(page, '/settings/billing')
  await page.getByRole('button', { name: 'Give up seats' }).click()
  const giving = page.getByRole('dialog', { name: 'Give up seats' })
  await expect(giving.getByText(/^They stay until .*, and nothing is paid back\.$/)).toBeVisible()
  await expect(giving.getByText(/: \$116 a month for 4 seats/)).toBeVisible()
  await giving.getByRole('button', { name: 'Give up 1 seat' }).click()
  await expect(giving).toBeHidden()
  await expect(page.getByText(/^1 seat ends on .*\. From then on 4 are paid\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Keep 1 seat' })).toBeVisible()
  await expectAccessible(page)
})
