import 'server-only'
import { z } from 'zod'
import { getEnv } from '@/lib/env'
import { apiError, completion, completionChunk, completionInput, keyUsage, modelList } from './schema'

const schemas = {
  CompletionRequest: completionInput,
  Completion: completion,
  CompletionChunk: completionChunk,
  ModelList: modelList,
  Usage: keyUsage,
  Error: apiError,
}
type Name = keyof typeof schemas

const reference = (name: Name) => ({ $ref: `#/components/schemas/${name}` })
const json = (name: Name) => ({ 'application/json': { schema: reference(name) } })
const failures = Object.fromEntries(
  [
    ['400', 'Something is wrong with the request, or is not supported.'],
    ['401', 'The key is missing, mistyped, revoked or over.'],
    ['403', 'The key is not for this.'],
    ['404', 'There is no such model, or nothing here.'],
    ['409', 'The same Idempotency-Key is being answered right now.'],
    ['413', 'The request is too large.'],
    ['429', 'Too many requests a minute, or a limit of messages is reached: `retry-after` says until when.'],
    ['503', 'The model cannot be reached.'],
  ].map(([status = '', description]) => [status, { description, content: json('Error') }]),
)
const answer = (description: string, content: object) => ({
  responses: { 200: { description, content }, ...failures },
})

/** @returns the description of the API, made of the schemas that requests are read with */
export function describeApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Numina API',
      version: '1',
      description:
        'Speaks the part of OpenAI’s protocol that is described here. Nothing of what is said is kept, remembered or read for feelings, and no help for a crisis is offered: that is for the program to do.',
    },
    servers: [{ url: new URL('/api/v1', getEnv().NEXTAUTH_URL).href }],
    security: [{ key: [] }],
    paths: {
      '/models': {
        get: { operationId: 'listModels', ...answer('The models that can be asked.', json('ModelList')) },
      },
      '/chat/completions': {
        post: {
          operationId: 'createChatCompletion',
          parameters: [
            {
              ...{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } },
              description:
                'The same request with the same key counts once within 24 hours, up to three repeats.',
            },
          ],
          requestBody: { required: true, content: json('CompletionRequest') },
          ...answer('The answer; with `stream` as server-sent events.', {
            ...json('Completion'),
            'text/event-stream': { schema: reference('CompletionChunk') },
          }),
        },
      },
      '/usage': {
        get: {
          operationId: 'readUsage',
          ...answer('What this key has used, and its limits.', json('Usage')),
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'numina_…' } },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
      ),
    },
  }
}
