import { describe, expect, it } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import { createTeam } from '@/lib/teams/manage-team'
import { switchWorkspace } from '@/lib/teams/switching/switch-workspace'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, subscribe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { limitOf, planOf } from '../plans/read-plans'
import { readBilling } from '../reading/read-billing'
import { givePlanInput } from '../schema'
import { seatsOf } from '../seats/seats-of'
import { givePlan, listGivenPlans, takePlanBack } from './give-plan'

onAppDatabase()
onStripe()

describe('a plan that is given', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000)
  const day = (days: number) => inDays(days).toISOString().slice(0, 10)
  const owner = async () => ({
    ...(await createPerson('Olga')),
    instanceRole: 'owner' as const,
    factorAt: new Date(),
  })
  const gift = ({ email }: { email: string }, more: object = {}) =>
    givePlanInput.parse({ email, plan: 'business', seats: 2, until: day(10), note: 'Thank you.', ...more })

  it('counts at once and until its day, is told to the person, and can be taken back', async () => {
    const [manager, ctx] = [await owner(), await createPerson()]
    const row = await givePlan(manager, gift(ctx))
    expect(row).toMatchObject({ name: 'Ada', plan: 'Business', seats: 2 })
    const now = await again(ctx)
    expect(planOf(now).key).toBe('business')
    expect(limitOf(now, 'messagesPerDay')).toBe(6_000)
    expect(planOf(now, inDays(12)).key).toBe('free')
    expect(await readBilling(now)).toMatchObject({
      ...{ plan: 'Business', status: 'none', hasPortal: false },
      given: { plan: 'Business', seats: 2, note: 'Thank you.' },
    })
    const kinds = (await listSecurityEvents(ctx, {})).events.map(({ kind }) => kind)
    expect(kinds).toContain('plan.given')
    expect((await listGivenPlans(manager))?.rows).toContainEqual(row)
    await takePlanBack(manager, { id: row.id })
    expect(planOf(await again(ctx)).key).toBe('free')
    await expect(takePlanBack(manager, { id: row.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('goes to a team of theirs by its name, and to no other’s', async () => {
    const [manager, ctx, bob] = [await owner(), await createPerson(), await createPerson('Bob')]
    await createTeam(ctx, { name: 'Analysts' })
    const row = await givePlan(manager, gift(ctx, { team: 'analysts' }))
    expect(row).toMatchObject({ name: 'Analysts (Ada)', seats: 2 })
    expect((await listGivenPlans(manager))?.rows).toContainEqual(row)
    const inTeam = await again(ctx)
    expect(inTeam.workspaceId).not.toBe(ctx.workspaceId)
    expect(planOf(inTeam).key).toBe('business')
    expect(await seatsOf(inTeam)).toMatchObject({ count: 2, free: 1 })
    await switchWorkspace(inTeam, { id: ctx.workspaceId })
    expect(planOf(await again(ctx)).key).toBe('free')
    await expect(givePlan(manager, gift(bob, { team: 'Analysts' }))).rejects.toMatchObject({
      fields: { team: expect.stringContaining('Bob') },
    })
    await createTeam(ctx, { name: 'ANALYSTS' })
    await expect(givePlan(manager, gift(ctx, { team: 'Analysts' }))).rejects.toMatchObject({
      fields: { team: expect.stringContaining('several') },
    })
  })

  it('goes beside one that is paid: the larger counts, and after it the other', async () => {
    const [manager, ctx] = [await owner(), await createPerson()]
    await givePlan(manager, gift(ctx))
    await subscribe(ctx, { interval: 'year' })
    await converge(await customerOf(ctx))
    const now = await again(ctx)
    expect(planOf(now).key).toBe('business')
    expect(await readBilling(now)).toMatchObject({ status: 'active', paid: 'Pro', plan: 'Business' })
    expect(planOf(now, inDays(12)).key).toBe('pro')
    expect(limitOf(now, 'messagesPerDay', inDays(12))).toBe(1_500)
    expect(planOf(now, inDays(400)).key).toBe('free')
    // The smaller one, given for longer, is no loss.
    await givePlan(manager, gift(ctx, { plan: 'pro', seats: 1, until: day(800) }))
    expect(planOf(await again(ctx), inDays(700)).key).toBe('pro')
  })

  it.each([
    ['to nobody', { email: 'nobody@example.com' }, 'email'],
    ['that everybody has', { plan: 'free', seats: 1 }, 'plan'],
    ['that there is not', { plan: 'gold' }, 'plan'],
    ['with seats where there are none', { plan: 'pro', seats: 2 }, 'seats'],
    ['that is over', { until: day(-1) }, 'until'],
  ])('is refused %s', async (_, wrong, field) => {
    const ctx = await createPerson()
    await expect(givePlan(await owner(), gift(ctx, wrong))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { [field]: expect.any(String) },
    })
    expect(planOf(await again(ctx)).key).toBe('free')
  })

  it('counts until the end of its last day where it is given', async () => {
    const [manager, ctx] = [await owner(), await createPerson()]
    const row = await givePlan(
      { ...manager, timeZone: 'Pacific/Auckland' },
      gift(ctx, { until: '2099-01-31' }),
    )
    expect(row.until).toBe('2099-01-31T10:59:59.999Z')
    const west = await givePlan(
      { ...manager, timeZone: 'America/Los_Angeles' },
      gift(ctx, { until: '2099-01-31' }),
    )
    expect(west.until).toBe('2099-02-01T07:59:59.999Z')
  })

  it('is the owner’s of this Numina to give', async () => {
    const ctx = await createPerson()
    for (const role of ['admin', 'support', 'user'] as const)
      await expect(givePlan({ ...(await owner()), instanceRole: role }, gift(ctx))).rejects.toMatchObject({
        code: 'forbidden',
      })
    const careless = { ...(await owner()), factorAt: null }
    await expect(givePlan(careless, gift(ctx))).rejects.toMatchObject({ code: 'factor_required' })
  })
})
