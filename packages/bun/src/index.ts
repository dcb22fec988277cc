export { createClient } from './create-client.ts'
export { type FileStore, fileStore } from './file-store.ts'
export { serve } from './serve.ts'
