/**
 * Rewrites package-lock.json after `npm install` (run both with `npm run lock`):
 * - takes the CUDA and Vulkan builds of node-llama-cpp out (hundreds of MB for GPUs this service does not use);
 * - adds the platform builds that the registry in use lacked, without which `npm ci` calls the lock out of date;
 * - narrows the ARM builds to ARM machines (they declare x64 too, for cross builds, and would be installed there).
 * npm trusts what the lock says of a package, so that `npm ci` then asks for nothing else.
 */
import { readFileSync, writeFileSync } from 'node:fs'

type LockedPackage = {
  version?: string
  os?: string[]
  cpu?: string[]
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

const SCOPE = '@node-llama-cpp/'
const GPU = /-(cuda|cuda-ext|vulkan)$/
const OS: Record<string, string> = { linux: 'linux', mac: 'darwin', win: 'win32' }
const CPU: Record<string, string> = { arm64: 'arm64', armv7l: 'arm', riscv64: 'riscv64', x64: 'x64' }

const file = new URL('package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> }
const builds = lock.packages['node_modules/node-llama-cpp']?.optionalDependencies
if (!builds) throw new Error('package-lock.json does not hold node-llama-cpp with its platform builds')

for (const [name, version] of Object.entries(builds)) {
  if (!name.startsWith(SCOPE)) continue
  const path = `node_modules/${name}`
  if (GPU.test(name)) {
    delete builds[name]
    delete lock.packages[path]
    continue
  }
  const [system = '', processor = ''] = name.slice(SCOPE.length).split('-')
  const os = OS[system]
  const cpu = CPU[processor]
  if (!os || !cpu) throw new Error(`Unknown platform build ${name}`)
  lock.packages[path] = { version, optional: true, ...lock.packages[path], cpu: [cpu], os: [os] }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
