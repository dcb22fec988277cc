export { createClient } from './create-client.ts'
export { type EdgeContext, type EdgeServer, serve } from './serve.ts'
