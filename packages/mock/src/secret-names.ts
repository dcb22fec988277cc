/** Parts of names, and names, of what must not be told. */
const secretParts =
  /^(?:api-?key|auth|authentication|authorization|bearer|cookie|credentials?|jwt|key|pass(?:code|phrase|wd|word)|pat|pwd|secret|sig|signature|token)$/

/** Keys that open nothing. */
const harmless = /^(?:(?:x-)?idempotency-key|prompt-cache-key|surrogate-key|x-cache-key|sec-websocket-key)$/

/** Whether a header or a query parameter of this name holds what must not be told. */
export function isSecretName(name: string): boolean {
  const parts = name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .split(/[-_.]/)
  return !harmless.test(parts.join('-')) && parts.some((part) => secretParts.test(part))
}

/** Whether a text under this name in the body of a request is a key. Others may be called so: `prompt_cache_key` is none. */
export function isSecretProperty(name: string): boolean {
  return /^(?:key|(?:.+[-_])?api[-_]?key|authorization|password|.+[-_]token)$/i.test(name)
}

/** Whether a header of this name tells who asked. */
export function isPersonalName(name: string): boolean {
  return /^openai-(?:organization|project)$/.test(name)
}
