import { describe, expect, it } from 'vitest'
import { corsHeaders, isAllowedOrigin } from './cors'

const ALLOWED = ['https://tools.example.com']
const from = (origin: string | null, path = '/api/conversations', method = 'GET') => ({
  method,
  origin,
  path,
})

describe('other sites', () => {
  it('are told nothing when the operator has named none', () => {
    expect(corsHeaders(from('https://tools.example.com'), [])).toEqual({})
  })

  it.each([
    'https://evil.example',
    'https://tools.example.com.evil.example',
    'http://tools.example.com',
    'https://tools.example.com:8443',
    'null',
    '',
    null,
  ])('like %s, which are not named, are not let in', (origin) => {
    expect(corsHeaders(from(origin), ALLOWED)).toEqual({ vary: 'origin' })
  })

  it('that are named may call the API', () => {
    const headers = corsHeaders(from('https://tools.example.com'), ALLOWED)
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://tools.example.com',
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-methods')
    expect(corsHeaders(from('https://tools.example.com', '/api/chat', 'OPTIONS'), ALLOWED)).toHaveProperty(
      'access-control-allow-methods',
    )
  })

  it.each(['/api/auth/csrf', '/api/auth', '/api/live', '/chat', '/apiary', '/'])(
    'that are named may not call %s',
    (path) => {
      expect(isAllowedOrigin('https://tools.example.com', path, ALLOWED)).toBe(false)
      expect(corsHeaders(from('https://tools.example.com', path), ALLOWED)).toEqual({})
    },
  )
})
