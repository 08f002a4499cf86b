import 'server-only'
import type { ProfileDto } from '@/lib/accounts/schema'
import type { ReplyingAssistant } from '@/lib/assistants/server'
import type { Scope } from '@/lib/auth/context'
import { folderInstructions } from '@/lib/folders/server'
import type { adviceFor } from '@/lib/insight/server'
import type { Recalled } from '@/lib/memory/server'
import type { InstructionParts } from '../instructions'
import type { Order } from '../order'
import { personaInstructions } from '../persona'

/** Gathers what a model is told besides the messages: by Numina and the person, the assistant, the folder, and the conversation. */
export async function instructionParts(
  scope: Scope,
  profile: ProfileDto,
  { folderId, instructions, hint }: Pick<Order, 'folderId' | 'instructions' | 'hint'>,
  assistant: ReplyingAssistant | null,
  feeling: ReturnType<typeof adviceFor>,
  recalled: Promise<Recalled | null>,
): Promise<InstructionParts> {
  const [folder, advice, memory] = await Promise.all([folderInstructions(scope, folderId), feeling, recalled])
  return {
    persona: personaInstructions(profile, new Date(), hint),
    memories: memory?.memories,
    assistant: assistant?.instructions,
    feeling: advice,
    folder,
    conversation: instructions,
    notes: memory?.notes,
  }
}
