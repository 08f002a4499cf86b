import { createTransport } from 'nodemailer'
import type { Settings } from '../lib/settings.ts'
import { type Finding, reasonOf, showUrl, TIMEOUT_MS } from './finding.ts'

export async function checkMail({ variables, home }: Settings): Promise<Finding> {
  const url = variables['SMTP_URL']
  if (!url) return { state: 'ok', text: `stays on this machine, in ${home}/mail; /dev/mail shows it` }
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const transport = createTransport({ url, ...limits })
  try {
    await transport.verify()
    return { state: 'ok', text: `${showUrl(url)} takes mail` }
  } catch (error) {
    return {
      state: 'problem',
      text: `${showUrl(url)} takes no mail: ${reasonOf(error)}`,
      hint: 'Check SMTP_URL (smtp://user:password@host:587); without it mails stay on this machine.',
    }
  } finally {
    transport.close()
  }
}
