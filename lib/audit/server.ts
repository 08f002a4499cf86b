import 'server-only'
import { log } from '@/lib/platform/log'

export { findTeamEvents } from './data'
export { exportSecurityLog } from './export/export-security-log'
export { listSecurityEvents } from './list-security-events'
export { listSupportAccess } from './list-support-access'
export { auditData } from './personal-data'
export { recordSecurityEvent } from './record-security-event'

/** Notes in the server's log that something worth accounting for happened. Carries ids, never contents. */
export function audit(event: string, fields: Record<string, string | number | boolean | undefined>): void {
  log.info(event, { audit: true, ...fields })
}
