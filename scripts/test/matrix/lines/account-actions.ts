import { CONSENT_VERSIONS } from '@/lib/consents/limits'
import { newId } from '@/lib/core/ids'
import { forgetMemories } from '@/lib/memory/forget/forget'
import { PASSWORD } from '../../app-database.ts'
import type { ActionLine } from '../line.ts'
import { checkInOf, memoryOf, reflectionOf, WORD } from '../things.ts'

const token = () => ({ token: newId() })
const newcomer = () => ({
  name: 'New',
  email: `${newId()}@example.com`,
  password: PASSWORD,
  timeZone: 'UTC',
  locale: 'en',
})
const noPicture = () => {
  const form = new FormData()
  form.set('file', new File(['not a picture'], 'a.png'))
  return form
}

const madeUp = { id: 'aaaa', rawId: 'aaaa', type: 'public-key' as const }
const newPasskey = () => ({ ...madeUp, response: { clientDataJSON: 'aaaa', attestationObject: 'aaaa' } })
const passkey = () => ({
  ...madeUp,
  response: { clientDataJSON: 'aaaa', authenticatorData: 'aaaa', signature: 'aaaa' },
})

/** Actions about the caller's own account; see ../matrix.test.ts. */
export const ACCOUNT_ACTIONS: Record<string, ActionLine> = {
  'accounts/changePassword': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: () => ({ current: 'not my password', next: 'a wholly new sentence of words' }),
  },
  'accounts/confirmEmailChange': { least: 'anyone', answers: 'invalid_input', input: token },
  'accounts/handOver': {
    least: 'viewer',
    answers: 'not_found',
    input: () => ({ email: `${newId()}@example.com` }),
  },
  'accounts/editProfile': {
    least: 'viewer',
    other: 'ok',
    input: () => ({ patch: { about: 'A nurse.' }, base: { about: '' } }),
  },
  'accounts/changeRest': { least: 'viewer', other: 'ok', input: () => ({ isOn: false }) },
  'accounts/keepWelcome': { least: 'viewer', other: 'ok', input: () => ({ step: 2 }) },
  'accounts/proveByPassword': { least: 'viewer', other: 'ok', input: () => ({ password: PASSWORD }) },
  'accounts/removeAvatar': { least: 'viewer', other: 'ok' },
  'accounts/requestEmailChange': {
    least: 'viewer',
    other: 'ok',
    input: () => ({ email: `${newId()}@example.com` }),
  },
  'accounts/requestPasswordReset': { least: 'anyone', input: (own) => ({ email: own.ctx.email }) },
  'accounts/requestVerification': { least: 'viewer', other: 'ok' },
  'accounts/resetPassword': {
    least: 'anyone',
    answers: 'invalid_input',
    input: () => ({ ...token(), password: 'a wholly new sentence of words' }),
  },
  'accounts/setAvatar': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: noPicture,
  },
  'accounts/setPassword': {
    least: 'viewer',
    answers: 'conflict',
    other: 'conflict',
    input: () => ({ next: 'a wholly new sentence of words' }),
  },
  'accounts/signOutEverywhere': { least: 'viewer', other: 'ok' },
  'accounts/undoEmailChange': { least: 'anyone', answers: 'invalid_input', input: token },
  'accounts/updateProfile': { least: 'viewer', other: 'ok', input: () => ({ name: 'Renamed' }) },
  'accounts/verifyByCode': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: () => ({ code: '123456' }),
  },
  'accounts/verifyByLink': { least: 'anyone', answers: 'invalid_input', input: token },
  'consents/agree': {
    least: 'viewer',
    other: 'ok',
    input: () => ({ terms: CONSENT_VERSIONS.terms, privacy: CONSENT_VERSIONS.privacy }),
  },
  'consents/changeConsent': {
    least: 'viewer',
    other: 'ok',
    input: () => ({ kind: 'analytics', isGiven: true }),
  },
  'audit/listSecurityEvents': { least: 'viewer', other: 'ok', input: () => ({}) },
  // The signatures are made up: that right ones open is in lib/factors/passkeys/passkeys.test.ts.
  'factors/addPasskey': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: newPasskey,
  },
  'factors/askForFactor': {
    least: 'anyone',
    answers: 'invalid_input',
    input: () => ({ challenge: 'a'.repeat(43) }),
  },
  'factors/askForProof': { least: 'viewer', other: 'ok' },
  'factors/askForSignIn': { least: 'anyone', other: 'ok' },
  'factors/confirmFactor': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: () => ({ code: '123456' }),
  },
  'factors/offerFactor': { least: 'viewer', other: 'ok' },
  'factors/offerPasskey': { least: 'viewer', other: 'ok' },
  'factors/proveByPasskey': {
    least: 'viewer',
    answers: 'invalid_input',
    other: 'invalid_input',
    input: passkey,
  },
  'factors/removePasskey': {
    least: 'viewer',
    answers: 'not_found',
    other: 'not_found',
    input: () => ({ id: newId() }),
  },
  'factors/renamePasskey': {
    least: 'viewer',
    answers: 'not_found',
    input: () => ({ id: newId(), name: 'Key' }),
  },
  'factors/requirePasskeyStep': { least: 'viewer', answers: 'conflict', other: 'conflict' },
  'factors/removeFactor': { least: 'viewer', other: 'ok' },
  'factors/renewRecoveryCodes': { least: 'viewer', answers: 'conflict', other: 'conflict' },
  'insight/changeInsight': { least: 'viewer', other: 'ok', input: () => ({ adapt: 'strongly' }) },
  'insight/changeInsightHere': {
    least: 'viewer',
    input: async (own) => ({ conversationId: (await own.conversation()).id, isOff: true }),
  },
  'insight/correctReading': {
    least: 'viewer',
    input: async (own) => ({ ...(await own.feeling()), said: ['joy'] }),
  },
  // Off for others, who learn nothing more; that its id is theirs alone, insights.test.ts shows.
  'insight/checkIn': {
    least: 'viewer',
    other: 'conflict',
    input: async (own) => ({ ...checkInOf(await own.checkIn()), valence: 0.5 }),
  },
  'insight/removeCheckIn': { least: 'viewer', input: async (own) => ({ id: await own.checkIn() }) },
  'insight/deleteInsights': { least: 'viewer', other: 'ok', input: () => ({ days: null }) },
  'insight/writeReflection': { least: 'viewer', answers: 'conflict', other: 'conflict' },
  'insight/keepReflection': {
    least: 'viewer',
    other: 'conflict',
    input: async (own) => reflectionOf(await own.reflection()),
  },
  'insight/removeReflection': { least: 'viewer', input: async (own) => ({ id: await own.reflection() }) },
  'insight/turnOffInsight': { least: 'viewer', other: 'ok', input: () => ({ withOwn: true }) },
  'insight/turnOnInsight': { least: 'viewer', other: 'ok' },
  // Off for others, who learn nothing more; that its id is theirs alone, memory.test.ts shows.
  'memory/addMemory': {
    least: 'viewer',
    other: 'conflict',
    input: async (own) => memoryOf(await own.memory()),
  },
  'memory/editMemory': { least: 'viewer', input: async (own) => memoryOf(await own.memory()) },
  'memory/pinMemory': {
    least: 'viewer',
    input: async (own) => ({ id: await own.memory(), isPinned: true }),
  },
  'memory/keepMemory': { least: 'viewer', input: async (own) => ({ id: await own.memory() }) },
  'memory/forgetMemories': { least: 'viewer', input: async (own) => ({ ids: [await own.memory()] }) },
  'memory/restoreMemories': {
    least: 'viewer',
    input: async (own) => {
      const ids = [await own.memory()]
      await forgetMemories(own.ctx, { ids })
      return { ids }
    },
  },
  'memory/undoRemembered': {
    least: 'viewer',
    answers: 'not_found',
    input: async (own) => ({ id: await own.memory(), messageId: newId() }),
  },
  'memory/forgetFrom': {
    least: 'viewer',
    other: 'ok',
    input: async (own) => ({ conversationIds: [(await own.note()).conversationId] }),
  },
  'memory/countFrom': {
    least: 'viewer',
    other: 'ok',
    input: async (own) => ({ conversationIds: [(await own.note()).conversationId] }),
  },
  'memory/forgetEverything': { least: 'viewer', other: 'ok' },
  'memory/changeMemory': { least: 'viewer', other: 'ok', input: () => ({ isPaused: false }) },
  'memory/addNote': {
    least: 'viewer',
    other: 'conflict',
    input: async (own) => ({ ...(await own.note()), text: WORD, hours: 24 }),
  },
  'memory/extendNote': {
    least: 'viewer',
    input: async (own) => ({ id: (await own.note()).id, hours: 72 }),
  },
  'memory/forgetNote': { least: 'viewer', input: async (own) => ({ id: (await own.note()).id }) },
  'privacy/changeRetention': { least: 'member', other: 'ok', input: () => ({ days: 365 }) },
  'privacy/countOldConversations': { least: 'viewer', other: 'ok', input: () => ({ days: 365 }) },
  'privacy/discardArchive': { least: 'viewer', input: async (own) => ({ id: await own.archive() }) },
  'privacy/openArchive': { least: 'viewer', input: async (own) => ({ id: await own.archive() }) },
  'privacy/requestArchive': { least: 'viewer', other: 'ok' },
  'privacy/requestDeletion': { least: 'viewer', other: 'ok' },
  // For people whose account is being deleted alone; who they are, erasure.test.ts shows.
  'privacy/undoDeletion': { least: 'viewer', answers: 'unauthenticated', other: 'unauthenticated' },
  'sessions/endOtherSessions': { least: 'viewer', other: 'ok' },
  'sessions/endSession': { least: 'viewer', input: async (own) => ({ id: await own.session() }) },
  'teams/changeMemberRole': {
    least: 'admin',
    input: async (own) => ({ userId: await own.member(), role: 'viewer' }),
  },
  'teams/deleteTeam': {
    least: 'owner',
    // Whoever has the right role is asked for the name, which is another.
    answers: 'invalid_input',
    input: async (own) => {
      await own.team()
      return { name: 'Not its name' }
    },
  },
  'teams/handOverTeam': { least: 'owner', input: async (own) => ({ userId: await own.member() }) },
  'teams/inviteToTeam': {
    least: 'admin',
    input: async (own) => {
      await own.team()
      return { emails: [`${newId()}@example.com`], role: 'member' }
    },
  },
  'teams/joinTeam': {
    least: 'viewer',
    answers: 'not_found',
    input: () => ({ token: 'no invitation has this token' }),
  },
  'teams/leaveTeam': {
    least: 'viewer',
    // The owner of the things owns the team, whatever role they are given here.
    answers: 'conflict',
    input: async (own) => {
      await own.team()
    },
  },
  'teams/removeMember': { least: 'admin', input: async (own) => ({ userId: await own.member() }) },
  'teams/resendInvitation': { least: 'admin', input: async (own) => ({ id: await own.teamInvitation() }) },
  'teams/revokeTeamInvitation': {
    least: 'admin',
    input: async (own) => ({ id: await own.teamInvitation() }),
  },
  'teams/createTeam': { least: 'viewer', other: 'ok', input: () => ({ name: 'Analysts' }) },
  'teams/listPlaces': { least: 'viewer', other: 'ok' },
  'teams/renameTeam': {
    least: 'admin',
    input: async (own) => {
      await own.team()
      return { name: 'Analysts' }
    },
  },
  'teams/switchWorkspace': { least: 'viewer', input: (own) => ({ id: own.ctx.workspaceId }) },
  'usage/setCaps': { least: 'viewer', other: 'ok', input: () => ({ day: 500, month: null }) },
  'usage/setMemberCaps': {
    least: 'admin',
    answers: 'not_found',
    input: () => ({ userId: newId(), day: 500, month: null }),
  },
  'ways/askForSignInLink': { least: 'anyone', input: () => ({ email: `${newId()}@example.com` }) },
  'ways/beginLinking': {
    least: 'viewer',
    answers: 'not_found',
    input: () => ({ provider: 'not set up' }),
  },
  'ways/enterByLink': { least: 'anyone', answers: 'invalid_input', input: token },
  'ways/listProofs': { least: 'viewer', other: 'ok' },
  'ways/takeSecondStep': {
    least: 'anyone',
    answers: 'unauthenticated',
    input: () => ({ code: '123456', trust: false }),
  },
  'ways/unlinkIdentity': { least: 'viewer', input: async (own) => ({ id: await own.identity() }) },
  'ways/acceptInvitation': {
    least: 'anyone',
    answers: 'invalid_input',
    input: () => ({ ...newcomer(), ...token() }),
  },
  'ways/confirmJoining': {
    least: 'anyone',
    answers: 'invalid_input',
    input: () => ({ ...token(), password: PASSWORD }),
  },
  'ways/enterAsGuest': {
    least: 'anyone',
    answers: 'forbidden',
    input: () => ({ timeZone: 'UTC', locale: 'en' }),
  },
  'ways/join': { least: 'anyone', input: newcomer },
}
