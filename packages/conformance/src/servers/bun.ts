import { createClient, serve } from '@chat-completion/bun'
import { listen } from './listen.ts'

await listen(serve, createClient)
