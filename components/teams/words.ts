import type { MemberDto } from '@/lib/teams/schema'

export const ROLE_NAMES: Record<MemberDto['role'], string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  viewer: 'Viewer',
}

/** What somebody in this role may do. */
export const ROLE_DUTIES: Record<MemberDto['role'], string> = {
  owner: 'everything, and the team and its plan are theirs',
  admin: 'also invites and removes people, changes roles and connects model providers',
  member: 'writes, and shares prompts and assistants',
  viewer: 'reads what they wrote and what is shared, and writes nothing',
}

/** @returns the addresses in what somebody typed or pasted, by commas, semicolons and white space */
export function addressesIn(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((each) => each.replace(/^<|>$/g, ''))
    .filter((each) => each !== '')
}

/** How many people there is room for. */
export function seatWords({ count, free }: { count: number; free: number }, people: number): string {
  const seats = count === 1 ? '1 seat' : `${count} seats`
  if (free < 0) return `There are ${people} people and ${seats}.`
  return free === 0 ? `${seats}, none of them free.` : `${seats}, ${free} of them free.`
}
