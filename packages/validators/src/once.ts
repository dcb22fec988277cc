/** Remembers what it made of each object. */
/* @__NO_SIDE_EFFECTS__ */
export function once<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const all = new WeakMap<Given, Made>()
  return (given) => {
    const found = all.get(given)
    if (found) return found
    const made = make(given)
    all.set(given, made)
    return made
  }
}
