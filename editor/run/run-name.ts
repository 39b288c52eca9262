// A run in few letters, where its whole id would be too long to read. Pure.

/** The end of the id; of a child run, the end of its root's id and the steps that lead to it. */
export function runName(id: string): string {
  const [root = '', ...way] = id.split('.');
  const steps = way.map((part) => (part === '_error' ? 'error' : part));
  return [root.slice(-8), ...steps].join('.');
}
