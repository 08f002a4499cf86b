import { answerCompletion } from '@/lib/api/server'
import { keyRoute } from '@/lib/http/key-route'

export const POST = keyRoute({ name: 'chat' }, answerCompletion)
