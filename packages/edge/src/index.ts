export { createClient } from './create-client.ts'
export { type FileStore, fileStore, type TextNamespace } from './file-store.ts'
export { type EdgeContext, type EdgeServer, serve } from './serve.ts'
