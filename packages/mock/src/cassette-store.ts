/** Where cassettes are: `fileStore` of an adapter, `memoryStore`, or anything else that reads and writes texts by name. */
export interface CassetteStore {
  /** Undefined where there is none. */
  read(name: string): string | undefined | Promise<string | undefined>
  write(name: string, text: string): unknown
}
