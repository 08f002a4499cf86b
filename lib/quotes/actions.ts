'use server'
import { userAction } from '@/lib/http/action'
import * as asking from './ask-for-quote'
import * as managing from './manage-quotes'
import { answerInput, quoteInput, quoteRef } from './schema'

export const askForQuote = userAction(
  { name: 'askForQuote', input: quoteInput, rateLimit: 'mailAsker' },
  asking.askForQuote,
)
export const withdrawQuote = userAction(
  { name: 'withdrawQuote', input: quoteRef, rateLimit: 'write' },
  asking.withdrawQuote,
)
export const answerQuote = userAction(
  { name: 'answerQuote', input: answerInput, rateLimit: 'write' },
  managing.answerQuote,
)
export const closeQuote = userAction(
  { name: 'closeQuote', input: quoteRef, rateLimit: 'write' },
  managing.closeQuote,
)
