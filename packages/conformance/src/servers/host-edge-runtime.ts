// Runs on Node: starts edge-runtime with the bundle given.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { EdgeRuntime, runServer } from 'edge-runtime'
import { hold } from './hold.ts'

// It dies of an answer whose body fails, as the platform it stands for would not.
process.on('unhandledRejection', console.error)

const [, , scriptPath = ''] = process.argv
const runtime = new EdgeRuntime({
  initialCode: readFileSync(scriptPath, 'utf8'),
  // As Vercel has it.
  extend: (context) => Object.assign(context, { process: { env: { ...process.env } } }),
})
const { url } = await runServer({ runtime, host: '127.0.0.1', port: 0 })
hold({ url: new URL(url).origin, close: async () => {} })
