/** What the examples use of Deno, whose own types are not installed here. */
declare const Deno: {
  readonly env: { get(name: string): string | undefined }
  addSignalListener(signal: 'SIGINT', listener: () => void): void
}
