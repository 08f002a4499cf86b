import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '@/e2e/support/scripted-model/server'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { decryptSecret } from '@/lib/platform/encryption'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { listModels } from '../choose-model'
import { findConnection } from '../data'
import { readModelSettings, updatePersonal, updateWorkspace } from '../defaults/model-settings'
import { modelData } from '../personal-data'
import { connectInput } from '../schema'
import {
  connectProvider,
  editConnection,
  enableConnection,
  refreshConnection,
  removeConnection,
} from './connect'

onAppDatabase()

const KEY = 'sk-a-long-key-of-mine-1234'
let provider: ScriptedModel
let ada: Ctx
beforeAll(async () => {
  provider = await startScriptedModel({ tokenMs: 0 })
})
beforeEach(async () => {
  ada = await createPerson()
})
afterAll(() => provider.close())

const compatible = (rest: object = {}) =>
  ({ kind: 'compatible', name: 'Mine', apiKey: KEY, baseUrl: `${provider.url}/`, ...rest }) as const

describe('a connected provider', () => {
  it('offers its models, and its key is nowhere in the open', async () => {
    const connection = await connectProvider(ada, compatible())
    expect(connection).toMatchObject({
      name: 'Mine',
      hint: '1234',
      isEnabled: true,
      isFixed: false,
      state: { models: expect.any(Number) },
    })
    const ids = (await listModels(ada)).models.map(({ id }) => id)
    expect(ids).toContain(`${connection.id}/scripted`)
    const stored = await findConnection(ada, connection.id)
    expect(JSON.stringify(stored)).not.toContain(KEY)
    expect(decryptSecret(stored?.secret ?? '', connection.id)).toBe(KEY)
    expect(JSON.stringify([connection, await readModelSettings(ada), await listModels(ada)])).not.toContain(
      KEY,
    )
  })

  it('can be turned off and on, refreshed, edited and removed', async () => {
    const { id } = await connectProvider(ada, compatible())
    await enableConnection(ada, { id, isEnabled: false })
    expect((await listModels(ada)).models).toEqual([])
    await enableConnection(ada, { id, isEnabled: true })
    expect(await refreshConnection(ada, { id })).toMatchObject({ state: { models: expect.any(Number) } })
    const edited = await editConnection(ada, { id, name: 'Renamed', baseUrl: provider.url })
    expect(edited).toMatchObject({ name: 'Renamed', hint: '1234' })
    expect((await listModels(ada)).models[0]?.providerName).toBe('Renamed')
    await removeConnection(ada, { id })
    expect((await listModels(ada)).models).toEqual([])
    expect(await findConnection(ada, id)).toBeNull()
  })

  it('gets its key from somebody alone who has just shown who they are', async () => {
    const { id } = await connectProvider(ada, compatible())
    await ageProof(ada)
    const needsProof = { code: 'proof_required' }
    await expect(connectProvider(ada, compatible())).rejects.toMatchObject(needsProof)
    const renamed = { id, name: 'Renamed', baseUrl: provider.url }
    await expect(editConnection(ada, { ...renamed, apiKey: KEY })).rejects.toMatchObject(needsProof)
    expect(await editConnection(ada, renamed)).toMatchObject({ name: 'Renamed' })
  })

  it('is not sent its key to another server', async () => {
    const { id } = await connectProvider(ada, compatible())
    const other = await startScriptedModel()
    onTestFinished(() => other.close())
    await expect(editConnection(ada, { id, name: 'Mine', baseUrl: other.url })).rejects.toMatchObject({
      fields: { apiKey: expect.stringContaining('another server') },
    })
    await editConnection(ada, { id, name: 'Mine', baseUrl: other.url, apiKey: 'another-key-5678' })
    expect((await readModelSettings(ada)).connections[0]).toMatchObject({ hint: '5678' })
  })

  it('goes with the account that owns its workspace, whoever connected it', async () => {
    const mate = await createPerson('Mia')
    await connectProvider(ada, compatible())
    await connectProvider({ ...ada, userId: mate.userId }, compatible())
    await connectProvider(mate, compatible())
    const ofAda = { workspaceId: new ObjectId(ada.workspaceId) }
    const count = (filter: object) => driverCollection('providerConnections').countDocuments(filter)
    expect(await count(ofAda)).toBe(2)
    const [data] = modelData
    await data?.eraseFor({ userId: ada.userId, email: '' })
    expect(await count(ofAda)).toBe(0)
    expect(await count({ workspaceId: new ObjectId(mate.workspaceId) })).toBe(1)
  })

  it('whose stored key cannot be read any more says so, and nothing else breaks', async () => {
    const { id } = await connectProvider(ada, compatible())
    const connections = driverCollection<{ secret: string }>('providerConnections')
    await connections.updateMany({}, { $set: { secret: 'v1.00000000.AAAA.BBBB' } })
    expect((await readModelSettings(ada)).connections[0]?.state).toEqual({
      problem: expect.stringContaining('Enter it once more'),
    })
    expect((await listModels(ada)).models).toEqual([])
    expect(await editConnection(ada, { id, name: 'Mine', baseUrl: provider.url, apiKey: KEY })).toMatchObject(
      { hint: '1234' },
    )
  })
})

describe('what does not work is said in words, and nothing is kept', () => {
  async function refusal(input: Parameters<typeof connectProvider>[1]) {
    const error = await connectProvider(ada, input).catch((e) => e)
    expect((await readModelSettings(ada)).connections).toEqual([])
    return error.fields
  }

  async function serve(status: number, body: string) {
    const server = createServer((_, response) => response.writeHead(status).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  }

  it.each([
    [401, '{}', 'apiKey', 'refused this key'],
    [404, 'nothing', 'baseUrl', '/v1'],
    [500, 'oh', 'baseUrl', 'of its own'],
    [200, '<html>', 'baseUrl', 'not with a list'],
    [200, '{"data":[{"name":1}]}', 'baseUrl', 'not with a list'],
  ])('%i %s', async (status, body, field, words) => {
    expect(await refusal(compatible({ baseUrl: await serve(status, body) }))).toEqual({
      [field]: expect.stringContaining(words),
    })
  })

  it('nobody there, no such name, inside of the network', async () => {
    expect(await refusal(compatible({ baseUrl: 'http://127.0.0.1:9/v1' }))).toEqual({
      baseUrl: expect.stringContaining('Nothing answers'),
    })
    expect(await refusal(compatible({ baseUrl: 'http://nowhere.invalid/v1' }))).toEqual({
      baseUrl: expect.any(String),
    })
    for (const host of ['10.0.0.1', '169.254.169.254', '[fd00::1]'])
      expect(await refusal(compatible({ baseUrl: `http://${host}/v1` }))).toEqual({
        baseUrl: expect.stringContaining('not on the public internet'),
      })
  })
})

it('input that makes no sense is refused before anything is asked', () => {
  const problems = (input: object) =>
    connectInput.safeParse(compatible(input)).error?.issues.map(({ path }) => path[0])
  expect(problems({ baseUrl: null })).toEqual(['baseUrl'])
  expect(problems({ baseUrl: 'file:///etc/passwd' })).toEqual(['baseUrl'])
  expect(problems({ baseUrl: 'http://me:secret@host/v1' })).toEqual(['baseUrl'])
  expect(problems({ apiKey: 'two words' })).toEqual(['apiKey'])
  expect(problems({ apiKey: 'line\r\nx-header: 1' })).toEqual(['apiKey'])
  expect(problems({ kind: 'openai', apiKey: '', baseUrl: null })).toEqual(['apiKey'])
  expect(problems({ name: ' ' })).toEqual(['name'])
  expect(problems({})).toBeUndefined()
})

describe('others', () => {
  it('find nothing of mine', async () => {
    const { id } = await connectProvider(ada, compatible())
    const eve = await createPerson('Eve')
    const attempts = [
      enableConnection(eve, { id, isEnabled: false }),
      removeConnection(eve, { id }),
      refreshConnection(eve, { id }),
      editConnection(eve, { id, name: 'x', baseUrl: provider.url }),
      removeConnection(ada, { id: newId() }),
    ]
    const refused = { code: 'not_found' }
    await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject(refused)))
    expect((await listModels(eve)).models).toEqual([])
  })

  it('members use the models and see no providers; only owners and admins manage them', async () => {
    await connectProvider(ada, compatible())
    const member: Ctx = { ...ada, role: 'member' }
    expect((await listModels(member)).models).not.toEqual([])
    expect(await readModelSettings(member)).toMatchObject({ canManage: false, connections: [] })
    await expect(connectProvider(member, compatible())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateWorkspace(member, { model: null, settings: {} })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await connectProvider({ ...ada, role: 'admin' }, compatible())).name).toBe('Mine')
  })
})

it('the default is the person’s, else the workspace’s, else the first', async () => {
  const { id } = await connectProvider(ada, compatible())
  expect((await listModels(ada)).defaultId).toBe(`${id}/scripted`)
  await updateWorkspace(ada, { model: `${id}/scripted-two`, settings: { temperature: 0.1, topP: undefined } })
  expect((await listModels(ada)).defaultId).toBe(`${id}/scripted-two`)
  await updatePersonal(ada, {
    defaultModel: `${id}/scripted`,
    settings: { reasoning: 'low', maxOutput: undefined },
  })
  expect((await listModels(ada)).defaultId).toBe(`${id}/scripted`)
  expect(await readModelSettings(ada)).toMatchObject({
    personal: { defaultModel: `${id}/scripted`, settings: { reasoning: 'low' } },
    workspace: { settings: { temperature: 0.1 } },
  })
  await updatePersonal(ada, { defaultModel: 'gone/model' })
  expect((await listModels(ada)).defaultId).toBe(`${id}/scripted-two`)
})
