// Paths into a JSON value, as an expression writes them.

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** `path` with one more key or index: `lead` + `first name` is lead.`first name`. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = PLAIN_NAME.test(key) ? key : `\`${key}\``;
  return path === '' ? name : `${path}.${name}`;
}

/** What a branch of a value holds, in a word: "3 items", "12 fields". */
export function sizeWords(value: object): string {
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  const noun = Array.isArray(value) ? 'item' : 'field';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
