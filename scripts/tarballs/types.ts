import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Project } from './projects.ts'
import { run } from './run.ts'

const typescript = resolve('node_modules/typescript/bin/tsc')

/** Checks the code of projects, and all declarations that it leads to, as the strictest of users does. */
export async function checkTypes(
  projects: readonly Project[],
  cwd: string,
  resolutions: readonly string[],
): Promise<void> {
  const plain = projects.filter(({ isPlain }) => isPlain)
  const others = projects.filter(({ isPlain }) => !isPlain)
  for (const resolution of resolutions) {
    await compile(plain, { cwd, resolution, lib: ['es2022'] })
    await compile(others, { cwd, resolution, lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'] })
  }
}

interface CompileOptions {
  cwd: string
  resolution: string
  lib: readonly string[]
}

async function compile(projects: readonly Project[], { cwd, resolution, lib }: CompileOptions): Promise<void> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2022',
    lib,
    types: [],
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    skipLibCheck: false,
    // TypeScript's own, that is.
    skipDefaultLibCheck: true,
  }
  const include = projects.map(({ name }) => `*/${name}/*.ts`)
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }))
  await run('node', [typescript], { cwd })
}

/** As its user does who has Deno alone. */
export async function checkTypesWithDeno(cwd: string, env: Record<string, string> | undefined): Promise<void> {
  await run('deno', ['check', '*.ts'], { cwd, env })
}
