// What every part of a connection's page is given, and how it changes one key of the document.
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import type { ConnectionDetail } from '../../types.ts';

/** The draft with the ways to change it, and what is saved. */
export interface ConnectionPart {
  draft: ConnectionDocument;
  change: (next: ConnectionDocument) => void;
  isReadOnly: boolean;
  detail: ConnectionDetail;
}

/** The keys that a document may leave out. */
type Optional = Exclude<keyof ConnectionDocument, 'leadflow' | 'name' | 'scheme' | 'host' | 'endpoints'>;

/** The document with the key set; undefined takes the key out. */
export function withKey<K extends Optional>(
  document: ConnectionDocument,
  key: K,
  value: ConnectionDocument[K] | undefined,
): ConnectionDocument {
  const next = { ...document };
  delete next[key];
  return value === undefined ? next : { ...next, [key]: value };
}
