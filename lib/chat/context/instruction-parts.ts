import 'server-only'
import type { ProfileDto } from '@/lib/accounts/schema'
import type { Scope } from '@/lib/auth/context'
import { folderInstructions } from '@/lib/folders/server'
import type { InstructionParts } from '../instructions'
import type { Order } from '../order'
import { personaInstructions } from '../persona'

/** Gathers what a model is told besides the messages: by Numina and the person, the folder, and the conversation. */
export async function instructionParts(
  scope: Scope,
  profile: ProfileDto,
  { folderId, instructions, hint }: Pick<Order, 'folderId' | 'instructions' | 'hint'>,
): Promise<InstructionParts> {
  return {
    persona: personaInstructions(profile, new Date(), hint),
    folder: await folderInstructions(scope, folderId),
    conversation: instructions,
  }
}
