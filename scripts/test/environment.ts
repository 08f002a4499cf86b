import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { cleanEnvironment } from '../lib/clean-environment.ts'

// Vitest's setup of each test file: the environment of a server, on a database that no other test file uses.
const database = new URL(inject('TEST_DATABASE_URL'))
database.pathname = `/numina_test_${randomBytes(6).toString('hex')}`

Object.assign(process.env, cleanEnvironment({}), {
  DATABASE_URL: database.href,
  NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
  NEXTAUTH_URL: 'http://localhost:3000',
  NUMINA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  LOG_LEVEL: 'error',
})
