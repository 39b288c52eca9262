// Where this browser keeps the sample that an adaptor was last tried on, so that other pages can put one there.
import { write } from '../../theme/theme.ts';

/** Under this key: the id of the sample last chosen. */
export function keyOf(slug: string): string {
  return `leadflow-mapping-sample:${slug}`;
}

/** Under this key: the text that was pasted last. */
export function pasteKeyOf(slug: string): string {
  return `leadflow-mapping-paste:${slug}`;
}

/** Makes a lead, as JSON text, what the adaptor's page begins with. `pasted` is the id of such a sample. */
export function keepSample(slug: string, text: string): void {
  write(pasteKeyOf(slug), text);
  write(keyOf(slug), 'pasted');
}
