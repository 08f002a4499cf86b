import 'server-only'
import { z } from 'zod'
import { QuoteAnswered, QuoteAsked, QuoteReceived } from '@/emails/quotes'
import { findAddressee, findInstanceOwners } from '@/lib/accounts/server'
import { planOnRequest } from '@/lib/billing/server'
import { idSchema } from '@/lib/core/id-schema'
import { getEnv } from '@/lib/env'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { findQuote } from './data'

const KIND = {
  asked: 'mail.quote-asked',
  received: 'mail.quote-received',
  answer: 'mail.quote-answer',
} as const

const aboutQuote = z.object({ id: idSchema })
const toOwner = aboutQuote.extend({ ownerId: idSchema })
const answer = aboutQuote.extend({ at: z.number().int().min(0), managerId: idSchema })

/** Tells whoever runs this Numina, and the person that it arrived. Asking again mails nobody twice. */
export async function mailAsked(id: string): Promise<void> {
  await enqueueJob(KIND.received, { id }, id)
  for (const ownerId of await findInstanceOwners())
    await enqueueJob(KIND.asked, { id, ownerId }, `${id}:${ownerId}`)
}

export const mailAnswer = (payload: z.infer<typeof answer>) =>
  enqueueJob(KIND.answer, payload, `${payload.id}:${payload.at}`)

/** @returns where people answer to: the operator's address, or that of whoever wrote */
export async function replyAddress(managerId: string): Promise<string> {
  return getEnv().OPERATOR_EMAIL ?? (await findAddressee(managerId))?.email ?? ''
}

const planName = () => planOnRequest()?.name ?? 'A plan on request'

async function sendAsked(payload: unknown): Promise<void> {
  const { id, ownerId } = toOwner.parse(payload)
  const [quote, owner] = await Promise.all([findQuote(id), findAddressee(ownerId)])
  const person = quote && (await findAddressee(quote.userId.toHexString()))
  // Withdrawn or erased meanwhile: there is nothing to answer.
  if (quote?.status !== 'open' || !person || !owner) return
  const { seats, needs, reach } = quote
  const asked = { name: person.name, email: person.email, seats: Number(seats), needs, reach }
  await sendMail({
    to: owner.email,
    replyTo: person.email,
    subject: `${planName()}: somebody asks for a quote`,
    body: <QuoteAsked {...asked} plan={planName()} url={linkTo('/admin/billing')} />,
  })
}

async function sendReceived(payload: unknown): Promise<void> {
  const quote = await findQuote(aboutQuote.parse(payload).id)
  const person = quote && (await findAddressee(quote.userId.toHexString()))
  if (!quote || quote.status === 'withdrawn' || !person) return
  const { seats, needs } = quote
  await sendMail({
    to: person.email,
    subject: `Your request for ${planName()} has arrived`,
    body: (
      <QuoteReceived
        {...{ name: person.name, plan: planName(), seats: Number(seats), needs }}
        url={linkTo('/settings/billing')}
      />
    ),
  })
}

async function sendAnswer(payload: unknown): Promise<void> {
  const { id, at, managerId } = answer.parse(payload)
  const quote = await findQuote(id)
  const person = quote && (await findAddressee(quote.userId.toHexString()))
  const text = quote?.answers[at]?.text
  if (!person || !text) return
  await sendMail({
    to: person.email,
    replyTo: await replyAddress(managerId),
    subject: `Your request for ${planName()}`,
    body: <QuoteAnswered name={person.name} text={text} url={linkTo('/settings/billing')} />,
  })
}

/** The jobs of this domain by their kind. */
export const quoteJobs: Record<string, JobHandler> = {
  [KIND.asked]: sendAsked,
  [KIND.received]: sendReceived,
  [KIND.answer]: sendAnswer,
}
