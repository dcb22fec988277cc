import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const manifest = createRequire(import.meta.url).resolve('vitest/package.json')
await import(new URL('vitest.mjs', pathToFileURL(manifest)).href)
