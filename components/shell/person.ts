/** What the frame shows of the one who is signed in. */
export type Person = {
  id: string
  name: string
  isGuest: boolean
  email: string
  avatarUrl: string | null
  /** The name of their plan; null where plans mean nothing. */
  plan: string | null
  /** The team they are in; null in their own workspace. */
  team: string | null
  /** Whether there is anything of this Numina that their role lets them manage. */
  isManager: boolean
}
