import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'

const complete = {
  DATABASE_URL: 'mongodb://127.0.0.1:27017/numina',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  NEXTAUTH_URL: 'http://localhost:3000',
}

describe('parseEnv', () => {
  it('takes the least there can be', () => {
    expect(parseEnv(complete)).toMatchObject({ LOG_LEVEL: 'info', NODE_ENV: 'development' })
  })

  it('treats empty variables as absent', () => {
    expect(parseEnv({ ...complete, OPENAI_API_KEY: '', REDIS_URL: '' })).not.toHaveProperty(
      'OPENAI_API_KEY',
      '',
    )
  })

  it('names every problem at once and no value', () => {
    const parse = () =>
      parseEnv({ DATABASE_URL: 'postgres://u:hunter2@h/db', NEXTAUTH_SECRET: 'short', NEXTAUTH_URL: 'nope' })
    expect(parse).toThrow(/DATABASE_URL[\s\S]*NEXTAUTH_SECRET[\s\S]*NEXTAUTH_URL/)
    expect(parse).not.toThrow(/hunter2/)
  })

  it('wants the token with the Upstash URL', () => {
    expect(() => parseEnv({ ...complete, UPSTASH_REDIS_REST_URL: 'https://redis.example' })).toThrow(
      /UPSTASH_REDIS_REST_TOKEN/,
    )
  })
})
