// Runs on Node: starts workerd with the bundle given, and the compatibility flags after it.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { hold } from './hold.ts'

const [, , scriptPath = '', ...compatibilityFlags] = process.argv
const options = convertV4MiniflareOptions({
  // Its contents: workerd takes no path outside of the working directory.
  modules: [{ type: 'ESModule', path: 'server.mjs', contents: readFileSync(scriptPath, 'utf8') }],
  compatibilityDate: '2026-07-01',
  compatibilityFlags,
  bindings: { OPENAI_API_KEY: process.env.OPENAI_API_KEY ?? '' },
  // Past miniflare's own worker, which shows errors to clients and hides that they left.
  unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
})
const miniflare = new Miniflare(options)
const { origin } = await miniflare.unsafeGetDirectURL()
hold({ url: origin, close: () => miniflare.dispose() })
