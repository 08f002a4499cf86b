import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/lib/chromium.ts'
import { pickFreePort } from './scripts/lib/ports.ts'

// This file is read again in every worker: the first reading decides, the others inherit. Naming a running Numina in
// E2E_BASE_URL tests that one.
process.env.E2E_BASE_URL ??= `http://localhost:${await pickFreePort()}`

const executablePath = findChromium()
const viewport = { width: 1440, height: 900 }

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/start-stack.ts',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // A journey that passes never waits so long. On a machine with too much to do every step takes a multiple of its time.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    // A trace of every test slows them all, and saving one can hang in Chromium. Ask for it: --trace retain-on-failure
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'wide', use: { ...devices['Desktop Chrome'], viewport } }],
})
