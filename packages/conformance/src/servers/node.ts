import { createClient, serve } from '@chat-completion/node'
import { listen } from './listen.ts'

await listen(serve, createClient)
