import { beforeEach, expect, it, vi } from 'vitest'
import { ProfileEditor, type ProfileValues } from './profile-editor'

const server = vi.hoisted(() => ({ about: '', asked: [] as string[] }))

/** Its rule: over what the window knows, and over nothing else. */
vi.mock('@/lib/accounts/actions', () => ({
  editProfile: async ({ patch, base }: Record<'patch' | 'base', { about: string }>) => {
    server.asked.push(patch.about)
    const saved = base.about === server.about
    if (saved) server.about = patch.about
    return { ok: true, data: { saved, profile: { about: server.about } } }
  },
}))

const CHANGED = { how: 'changed', theirs: 'Theirs.' }
let editor: ProfileEditor

beforeEach(() => {
  server.about = 'Theirs.'
  server.asked = []
  editor = new ProfileEditor({ about: '' } as ProfileValues)
})

it('saves nothing over what another window has entered before the person has chosen', async () => {
  expect(await editor.save('about', 'Mine.')).toEqual(CHANGED)
  expect(await editor.save('about', 'Mine, left.')).toEqual(CHANGED)
  expect(server).toEqual({ about: 'Theirs.', asked: ['Mine.'] })

  editor.decide('about')
  expect(await editor.save('about', 'Mine, left.')).toEqual({ how: 'saved' })
  expect(server.about).toBe('Mine, left.')
})

it('nor what was entered before the other window was heard of', async () => {
  const outcomes = await Promise.all([editor.save('about', 'Mine.'), editor.save('about', 'Mine, longer.')])
  expect(outcomes).toEqual([CHANGED, CHANGED])
  expect(server.about).toBe('Theirs.')
})
