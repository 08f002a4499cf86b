import type { QuoteDocument } from './data'
import type { QuoteDto } from './schema'

export const toDto = ({ _id, status, seats, needs, reach, answers, createdAt }: QuoteDocument): QuoteDto => ({
  id: _id.toHexString(),
  ...{ status, seats, needs, reach },
  answers: answers.map(({ text, at }) => ({ text, at: at.toISOString() })),
  at: createdAt.toISOString(),
})
