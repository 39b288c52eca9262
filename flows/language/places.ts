// Text with places, such as `{field.api_key}{body.phone}`: read once, listed for the checks, and filled. Pure.

/** Where the value of a place comes from. */
export type PlaceSource = 'field' | 'tenant' | 'host' | 'token' | 'body' | 'result';

/** One place of a text. */
export interface Place {
  source: PlaceSource;
  /** The field of the connection, or the kept result; empty for the other sources. */
  name: string;
  /** Dotted path inside the body or the result; empty for all of it. */
  path: string;
  /** As it is written, without its braces. */
  text: string;
}

/** A place that cannot be filled, and what to write instead. */
export interface PlaceFault {
  text: string;
  says: string;
  remedy: string;
}

/** A text that was read: what stands between the places, and the places, in their order. */
export interface PlaceText {
  parts: readonly (string | Place)[];
  faults: readonly PlaceFault[];
}

/** A name in braces. What starts with a quote, a digit or nothing is no place: JSON, XML and CSS keep their own braces. */
const NAME = '[ \\t]*([A-Za-z_][^{}"\\r\\n]*)';
const PIECES = new RegExp(`\\{\\{${NAME}\\}\\}|\\{${NAME}\\}`, 'g');
const REMEDY =
  'Write {body.…} for what is sent, {field.…} for a field of the connection, {tenant}, {host}, {token}, or {result.name.…} for a kept result; to send the braces themselves, double them.';

/** Reads a text. `{{name}}` stands for the text `{name}`; braces around anything that is no name stay as they are. */
export function readPlaces(text: string): PlaceText {
  return readWith(text, (written) => {
    const place = placeOf(written);
    return (
      place ?? { text: written, says: `{${written.slice(0, 80)}} is no place that can be filled.`, remedy: REMEDY }
    );
  });
}

/** Reads the path of an endpoint: there a bare name, such as `{phone}`, is a field of the body. */
export function readPath(path: string): PlaceText {
  return readWith(path, (written) => placeOf(written) ?? { source: 'body', name: '', path: written, text: written });
}

/** The places of a text that was read. */
export function placesIn({ parts }: PlaceText): Place[] {
  return parts.filter((part) => typeof part !== 'string');
}

/** The text with every place filled; `textOf` encodes for where the text goes. */
export function fillPlaces({ parts }: PlaceText, textOf: (place: Place) => string): string {
  let filled = '';
  for (const part of parts) filled += typeof part === 'string' ? part : textOf(part);
  return filled;
}

function readWith(text: string, read: (written: string) => Place | PlaceFault): PlaceText {
  const parts: (string | Place)[] = [];
  const faults: PlaceFault[] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    const [whole, doubled, single = ''] = match;
    literal += text.slice(end, match.index);
    end = match.index + whole.length;
    const found = doubled === undefined ? read(single.trim()) : undefined;
    if (found === undefined) literal += whole.slice(1, -1);
    else if ('says' in found) {
      faults.push(found);
      literal += whole;
    } else {
      if (literal !== '') parts.push(literal);
      parts.push(found);
      literal = '';
    }
  }
  literal += text.slice(end);
  if (literal !== '') parts.push(literal);
  return { parts, faults };
}

function placeOf(text: string): Place | undefined {
  const dot = text.indexOf('.');
  const source = dot === -1 ? text : text.slice(0, dot);
  const rest = dot === -1 ? '' : text.slice(dot + 1);
  if (dot !== -1 && rest === '') return undefined;
  switch (source) {
    case 'tenant':
    case 'host':
    case 'token':
      return rest === '' ? { source, name: '', path: '', text } : undefined;
    case 'field':
      return rest === '' ? undefined : { source, name: rest, path: '', text };
    case 'body':
      return { source, name: '', path: rest, text };
    case 'result':
      return rest === '' ? undefined : resultPlace(rest, text);
    default:
      return undefined;
  }
}

function resultPlace(rest: string, text: string): Place {
  const dot = rest.indexOf('.');
  if (dot === -1) return { source: 'result', name: rest, path: '', text };
  return { source: 'result', name: rest.slice(0, dot), path: rest.slice(dot + 1), text };
}
