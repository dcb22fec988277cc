import '@chat-completion/cli/dist/main.js'
