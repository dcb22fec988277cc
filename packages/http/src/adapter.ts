export { type HostServer, type Listen, startServer } from './server/serve.ts'
