import { createClient, serve } from '@chat-completion/deno'
import { listen } from './listen.ts'

await listen(serve, createClient)
