import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import type { PersonCtx } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { teamOf } from '@/scripts/test/team'
import { askForQuote, readQuoteOffer, withdrawQuote } from './ask-for-quote'
import { answerQuote, closeQuote, listQuotes } from './manage-quotes'
import { quoteData } from './personal-data'
import { quoteInput } from './schema'

vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_local')
onAppDatabase()

const WISH = quoteInput.parse({ seats: '40', needs: 'Our own terms.', reach: 'By phone' })
const boss = async () => ({
  ...(await createPerson('Olga')),
  instanceRole: 'owner' as const,
  factorAt: new Date(),
})
const jobsAbout = async (id: string) =>
  (await driverCollection('jobs').find({ 'payload.id': id }).toArray()).map(({ kind }) => kind).sort()

describe('a request for a quote', () => {
  it('is kept, told to those who own this Numina and to the person, each once', async () => {
    const [owner, ctx] = [await boss(), await createPerson()]
    await driverCollection('users').updateOne(
      { _id: new ObjectId(owner.userId) },
      { $set: { role: 'owner' } },
    )
    const made = await Promise.all([1, 2, 3, 4].map(() => askForQuote(ctx, WISH)))
    const [id = '', ...others] = new Set(made.map((quote) => quote.id))
    expect(others).toEqual([])
    const kinds = await jobsAbout(id)
    expect(kinds.filter((kind) => kind === 'mail.quote-received')).toHaveLength(1)
    const owners = await driverCollection('users').countDocuments({ role: 'owner' })
    expect(kinds.filter((kind) => kind === 'mail.quote-asked')).toHaveLength(owners)
    // Asking again changes the one that is open.
    await askForQuote(ctx, { ...WISH, seats: 50 })
    expect((await readQuoteOffer(ctx))?.requests).toMatchObject([
      { id, seats: 50, status: 'open', answers: [] },
    ])
    expect(await jobsAbout(id)).toEqual(kinds)
    const row = (await listQuotes(owner)).rows.find((each) => each.id === id)
    expect(row).toMatchObject({ name: 'Ada', email: ctx.email, seats: 50 })
  })

  it('is answered, again too, and closed; only then another can be asked', async () => {
    const [owner, ctx] = [await boss(), await createPerson()]
    const { id } = await askForQuote(ctx, WISH)
    await answerQuote(owner, { id, text: 'First.' })
    await answerQuote(owner, { id, text: 'Second.' })
    expect((await jobsAbout(id)).filter((kind) => kind === 'mail.quote-answer')).toHaveLength(2)
    expect((await readQuoteOffer(ctx))?.requests[0]).toMatchObject({
      status: 'answered',
      answers: [{ text: 'First.' }, { text: 'Second.' }],
    })
    await expect(askForQuote(ctx, WISH)).rejects.toMatchObject({ code: 'conflict' })
    await closeQuote(owner, { id })
    await expect(closeQuote(owner, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(answerQuote(owner, { id, text: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    expect((await askForQuote(ctx, WISH)).id).not.toBe(id)
    const kinds = (await listSecurityEvents(ctx, {})).events.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['quote.asked', 'quote.answered', 'quote.closed']))
  })

  it('is taken back by its person, and by nobody else', async () => {
    const [ctx, other] = [await createPerson(), await createPerson()]
    const { id } = await askForQuote(ctx, WISH)
    await expect(withdrawQuote(other, { id })).rejects.toMatchObject({ code: 'not_found' })
    await withdrawQuote(ctx, { id })
    await expect(withdrawQuote(ctx, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await askForQuote(ctx, WISH)).id).not.toBe(id)
    expect((await readQuoteOffer(other))?.requests).toEqual([])
  })

  it('is the workspace’s: whoever owns it by then changes it, gets the answers, and takes it back', async () => {
    const [manager, { owner, members }] = [await boss(), await teamOf(2)]
    const heir = { ...(members[0] as PersonCtx), role: 'owner' as const }
    const { id } = await askForQuote(owner, WISH)
    expect((await askForQuote(heir, { ...WISH, reach: 'By post' })).id).toBe(id)
    const row = (await listQuotes(manager)).rows.find((each) => each.id === id)
    expect(row).toMatchObject({ name: 'Member 1', reach: 'By post' })
    expect((await readQuoteOffer(heir))?.requests).toMatchObject([{ id }])
    await answerQuote(manager, { id, text: 'Yes.' })
    await expect(askForQuote(heir, WISH)).rejects.toMatchObject({ code: 'conflict' })
    await withdrawQuote(heir, { id })
    expect((await askForQuote(heir, WISH)).id).not.toBe(id)
  })

  it('is handed out and erased with the account', async () => {
    const ctx = await createPerson()
    await askForQuote(ctx, WISH)
    const subject = { userId: ctx.userId, email: ctx.email, workspaceIds: [ctx.workspaceId] }
    const [data] = quoteData
    const records = data ? await Array.fromAsync(data.exportFor(subject)) : []
    expect(records).toMatchObject([{ record: { needs: 'Our own terms.', seats: 40 } }])
    await data?.eraseFor(subject)
    expect((await readQuoteOffer(ctx))?.requests).toEqual([])
  })

  it('is the owner’s of the workspace, and answering the owner’s of this Numina', async () => {
    const ctx = await createPerson()
    const { id } = await askForQuote(ctx, WISH)
    for (const role of ['admin', 'member', 'viewer', 'guest'] as const)
      await expect(askForQuote({ ...ctx, role }, WISH)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(answerQuote(ctx, { id, text: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listQuotes({ ...(await boss()), factorAt: null })).rejects.toMatchObject({
      code: 'factor_required',
    })
  })

  it.each([
    { seats: 0 },
    { seats: -1 },
    { seats: 1e9 },
    { seats: 1.5 },
    { needs: ' ' },
    { needs: 'x'.repeat(3_000) },
    { reach: '' },
  ])('refuses %j', (wrong) => {
    expect(quoteInput.safeParse({ seats: 1, needs: 'x', reach: 'x', ...wrong }).success).toBe(false)
  })
})
