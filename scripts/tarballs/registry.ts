import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { run } from './run.ts'

interface Manifest {
  name: string
  version: string
  private?: boolean
}

interface Package {
  manifest: Manifest
  tarball: Buffer
}

export interface Registry extends AsyncDisposable {
  url: string
}

/**
 * A registry of our packages alone, packed as a release packs them. Whoever installs from it, for the scope, takes everything else from
 * where he always does.
 */
export async function serveRegistry(directory: string): Promise<Registry> {
  const packages = new Map<string, Package>()
  for (const path of globSync('packages/*/package.json')) {
    if (JSON.parse(readFileSync(path, 'utf8')).private) continue
    const { manifest, tarball } = await pack(dirname(path), directory)
    packages.set(manifest.name, { manifest, tarball })
  }

  const server = createServer((request, response) => {
    const [name = '', file] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/')
    const found = packages.get(name)
    if (!found) response.writeHead(404).end()
    else if (file) response.end(found.tarball)
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(packument(found, url)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function pack(cwd: string, directory: string): Promise<Package> {
  const file = join(directory, `${basename(cwd)}.tgz`)
  await run('pnpm', ['pack', '--out', file], { cwd })
  const manifest = JSON.parse(await run('tar', ['-xzOf', file, 'package/package.json'], { cwd }))
  return { manifest, tarball: readFileSync(file) }
}

/** What a registry says of a package. It was published long ago: package managers distrust what is new. */
function packument({ manifest, tarball }: Package, url: string): object {
  const { name, version } = manifest
  const dist = {
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
    tarball: `${url}/${name}/-/${version}.tgz`,
  }
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
    time: { [version]: '2026-01-01T00:00:00.000Z' },
  }
}
