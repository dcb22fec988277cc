/** Texts by name, such as the cassettes of `@chat-completion/mock`. */
export interface FileStore {
  /** Undefined where there is none. */
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
}

/** What keeps texts where there are no files: a binding of Cloudflare KV, say. */
export interface TextNamespace {
  get(name: string): Promise<string | null | undefined>
  put(name: string, text: string): Promise<unknown>
}

/** Keeps texts in a namespace: edge hosts have no files. */
export function fileStore(namespace: TextNamespace): FileStore {
  return {
    async read(name) {
      return (await namespace.get(name)) ?? undefined
    },
    async write(name, text) {
      await namespace.put(name, text)
    },
  }
}
