/**
 * Prints what is configured, reachable and missing, with a hint for each problem: `npm run doctor`. Secrets are never
 * printed. Ends with 1 when something that Numina needs is broken.
 */
import { checkDatabase, checkRedis } from './doctor/data.ts'
import type { Finding } from './doctor/finding.ts'
import { checkBrowser, checkDisk, checkHome, checkNode, checkNpm, checkSecrets } from './doctor/machine.ts'
import { checkMail } from './doctor/mail.ts'
import { checkLocalModel, checkProvider } from './doctor/models.ts'
import { checkPayments } from './doctor/payments.ts'
import { checkPort } from './doctor/running.ts'
import { explain } from './lib/failure.ts'
import { root } from './lib/paths.ts'
import { readSettings, readVariables } from './lib/settings.ts'

const MARKS = { ok: '✓', off: '–', problem: '✗' }
const CHECKS = {
  Node: checkNode,
  npm: checkNpm,
  Disk: checkDisk,
  Data: checkHome,
  Secrets: checkSecrets,
  Port: checkPort,
  Database: checkDatabase,
  Redis: checkRedis,
  Mail: checkMail,
  Payments: checkPayments,
  Provider: checkProvider,
  'Local model': checkLocalModel,
  Browser: checkBrowser,
}

const settings = readSettings(root, readVariables(root, process.env))
const findings = await Promise.all(
  Object.entries(CHECKS).map(async ([name, check]): Promise<[string, Finding]> => {
    try {
      return [name, await check(settings)]
    } catch (error) {
      return [name, { state: 'problem', text: explain(error) }]
    }
  }),
)
for (const [name, { state, text, hint }] of findings) {
  console.log(`${MARKS[state]} ${name.padEnd(12)} ${text}`)
  if (hint) console.log(hint.replace(/^/gm, ' '.repeat(15)))
}
const problems = findings.filter(([, { state }]) => state === 'problem').length
console.log(problems === 0 ? '\nNothing is in the way of `npm start`.' : `\n${problems} to be looked at.`)
process.exit(problems === 0 ? 0 : 1)
