export { type Runtime, runtimes, type SpawnedServer, type SpawnOptions, spawnServer } from './spawn-server.ts'
