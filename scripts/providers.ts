// The facts about providers: with the recordings, judges whether they are stale; `--write` writes them, clients included.
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import * as v from 'valibot'
import { rejections } from './provider-clients.ts'
import { FactsSchema, factsFile, readFacts } from './provider-facts.ts'
import { surveyProviders } from './provider-survey.ts'
import { recordings } from './recordings.ts'

if (recordings('completions').length === 0 || process.env.RECORDING !== undefined) {
  console.log(`${factsFile} stays as it is: the recordings it is made of are not here, or not all of them`)
} else if (process.argv.includes('--write')) {
  // LangChain warns of each answer whose content is a list.
  console.warn = () => undefined
  writeFileSync(factsFile, jsonOf(await surveyProviders(undefined, rejections())))
  console.log(`${factsFile} is written: now run pnpm pages --write`)
} else {
  // Asking each client about each recording takes half a minute: what they said is kept.
  const isFresh = readFileSync(factsFile, 'utf8') === jsonOf(await surveyProviders(readFacts()))
  console.log(`${factsFile} is ${isFresh ? 'what the recordings say' : 'stale: run pnpm providers --write'}`)
  process.exitCode = isFresh ? 0 : 1
}

/** Counts on one line, unless it would be a long one. */
function jsonOf(facts: unknown): string {
  const json = JSON.stringify(v.parse(FactsSchema, facts), null, 2)
  const counts = /^( *"[^"]+": )\{\n\s+("completions": [^{}]*?)\n\s+\}(,?)$/gm
  const short = json.replace(counts, (long, key: string, inside: string, comma: string) => {
    const line = `${key}{ ${inside.replace(/\n\s+/g, ' ')} }${comma}`
    return line.length > 120 ? long : line
  })
  return `${short}\n`
}
