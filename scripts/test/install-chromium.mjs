// Installs Debian's Chromium, as root or by sudo without a password.
import { spawnSync } from 'node:child_process'

const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
for (const args of [
  ['update'],
  ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
]) {
  const [command, ...rest] = [...sudo, 'apt-get', ...args]
  const { status } = spawnSync(command, rest, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) process.exit(status ?? 1)
}
