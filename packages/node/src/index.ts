export { createClient } from './create-client.ts'
export { serve } from './serve.ts'
