import { createClient, type EdgeServer, serve } from '@chat-completion/edge'
import { createApp } from '../app.ts'

const server: EdgeServer = serve(createApp(createClient))

export default server
