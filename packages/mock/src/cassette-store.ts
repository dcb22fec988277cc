/** Where cassettes are: `fileStore` of an adapter, `memoryStore`, or anything else that reads and writes texts by name. */
export interface CassetteStore {
  /** Undefined or null where there is none. */
  read(name: string): string | null | undefined | Promise<string | null | undefined>
  write(name: string, text: string): unknown
}
