import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Settings, Variables } from '../lib/settings.ts'
import { type Finding, reasonOf, showUrl, TIMEOUT_MS } from './finding.ts'

const OPENAI_URL = 'https://api.openai.com/v1'
const list = z.object({ data: z.array(z.object({ id: z.string() })) })

export async function checkProvider({ variables }: Settings): Promise<Finding> {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: base } = variables
  if (!key && !base) {
    return {
      state: 'off',
      text: 'none; the local model answers',
      hint: 'OPENAI_API_KEY (and OPENAI_BASE_URL) connect one.',
    }
  }
  const url = base || OPENAI_URL
  try {
    const response = await fetch(`${url}/models`, {
      headers: { authorization: `Bearer ${key || 'none'}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status === 401 || response.status === 403) {
      return { state: 'problem', text: `${showUrl(url)} refuses the key`, hint: 'Check OPENAI_API_KEY.' }
    }
    if (!response.ok) throw new Error(`status ${response.status}`)
    const { data } = list.parse(await response.json())
    return { state: 'ok', text: `${showUrl(url)} answers, ${data.length} models${describeChoice(variables)}` }
  } catch (error) {
    return {
      state: 'problem',
      text: `${showUrl(url)} does not answer: ${reasonOf(error)}`,
      hint: 'Check OPENAI_BASE_URL (it ends with /v1 at most providers) and the network.',
    }
  }
}

const describeChoice = ({ OPENAI_MODEL }: Variables) =>
  OPENAI_MODEL ? `, ${OPENAI_MODEL} is the default` : ''

export function checkLocalModel({ variables, home }: Settings): Finding {
  const named = variables['LOCAL_MODEL']
  if (variables['LOCAL_MODEL_URL'])
    return { state: 'ok', text: `a server of yours: ${showUrl(variables['LOCAL_MODEL_URL'])}` }
  if (named === 'off') return { state: 'off', text: 'switched off by LOCAL_MODEL=off' }
  if (named) {
    if (existsSync(named)) return { state: 'ok', text: describeFile(path.resolve(named)) }
    return {
      state: 'problem',
      text: `LOCAL_MODEL names ${named}, which is not there`,
      hint: 'Correct it or remove it.',
    }
  }
  const folder = path.join(home, 'models')
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.gguf')) : []
  if (files.length > 0)
    return { state: 'ok', text: files.map((file) => describeFile(path.join(folder, file))).join(', ') }
  return { state: 'off', text: 'its weights will be fetched by the first start' }
}

function describeFile(file: string): string {
  return `${path.basename(file)}, ${Math.round(statSync(file).size / 1e6)} MB`
}
