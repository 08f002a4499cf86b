import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function read(variables: Record<string, string>): Promise<string> {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  vi.resetModules()
  const { securityTxt } = await import('./server')
  return securityTxt(new Date('2026-11-28T06:30:00Z'))
}

it('says whom to tell, until when that holds, and where it stands', async () => {
  const text = await read({
    SECURITY_CONTACT: 'security@example.com, https://example.com/report',
    SECURITY_POLICY_URL: 'https://example.com/policy',
    NEXTAUTH_URL: 'https://numina.example.com',
  })
  expect(text.split('\n')).toEqual([
    'Contact: mailto:security@example.com',
    'Contact: https://example.com/report',
    'Expires: 2027-05-27T00:00:00Z',
    'Preferred-Languages: en',
    'Canonical: https://numina.example.com/.well-known/security.txt',
    'Policy: https://example.com/policy',
    '',
  ])
})

it('is not there when nobody is named', async () => {
  await expect(read({ SECURITY_CONTACT: '' })).rejects.toMatchObject({ code: 'not_found' })
})

it.each(['somebody', 'http://example.com', 'a@example.com\nHiring: https://evil.example'])(
  'refuses to start with the contact %j',
  async (contact) => {
    await expect(read({ SECURITY_CONTACT: contact })).rejects.toThrow(/SECURITY_CONTACT/)
  },
)
