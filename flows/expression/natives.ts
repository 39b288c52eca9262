// JSONata's own built-ins, taken out of the library, so that pictures of dates and numbers are read by its code, not a copy.
import jsonata from 'jsonata';

/** A built-in as JSONata defines it. */
export interface Native {
  implementation: (this: unknown, ...args: unknown[]) => unknown;
  signature: { definition: string; validate: (args: readonly unknown[], context: unknown) => unknown[] };
}

interface Frame {
  lookup: (name: string) => unknown;
}

/** Name of JSONata's hook that is called, before anything is awaited, with the frame that holds the built-ins. */
const ENTRY = Symbol.for('jsonata.__evaluate_entry');

/** Names of the built-ins of jsonata 2.2.2, except `$eval`. */
const NAMES =
  'abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl decodeUrlComponent ' +
  'distinct each encodeUrl encodeUrlComponent error exists filter floor formatBase formatInteger formatNumber ' +
  'fromMillis join keys length lookup lowercase map match max merge millis min not now number pad parseInteger power ' +
  'random reduce replace reverse round shuffle sift single sort split spread sqrt string substring substringAfter ' +
  'substringBefore sum toMillis trim type uppercase zip';

/** Every built-in by name, without its `$`; the names that JSONata knows are the keys. */
export const NATIVES: ReadonlyMap<string, Native> = takeNatives();

function takeNatives(): Map<string, Native> {
  const taken = new Map<string, Native>();
  const probe = jsonata('1');
  const assign = probe.assign as unknown as (name: symbol, value: unknown) => void;
  assign(ENTRY, (_node: unknown, _input: unknown, frame: Frame) => {
    for (const name of NAMES.split(' ')) {
      const found = frame.lookup(name);
      if (isNative(found)) taken.set(name, found);
    }
  });
  // The hook runs within this call; what the promise settles to does not matter.
  probe.evaluate({}).catch(() => {});
  return taken;
}

function isNative(value: unknown): value is Native {
  return typeof value === 'object' && value !== null && '_jsonata_function' in value && 'implementation' in value;
}
