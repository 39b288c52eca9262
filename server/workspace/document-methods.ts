// The half of the workspace that is about connections, templates and adaptors.
import { Failure } from '../../flows/language/failures.ts';
import { ADAPTORS, CONNECTIONS, TEMPLATES } from './document-kinds.ts';
import { liveConnection, shownConnection } from './effective-connections.ts';
import { getNamed, listNamed, putNamed, removeNamed } from './named-documents.ts';
import { addReadyTemplate, readyTemplates } from './ready-templates.ts';
import { problemsOfReceiver } from './receiver-checks.ts';
import { exportConnection, importConnection } from './receiver-transfer.ts';
import type { Parts } from './shelf.ts';
import type { Workspace } from './workspace.ts';

/** Runs work in the order it came. */
type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** What the workspace does with documents of one file. */
export function documentMethods(parts: Parts, turn: Turn) {
  const { shelf } = parts;
  return {
    connections: () => listNamed(CONNECTIONS, parts),
    connection: (slug) => getNamed(CONNECTIONS, slug, parts),
    putConnection: (slug, document, at) => turn(() => putNamed(CONNECTIONS, { slug, document }, { ...at, parts })),
    removeConnection: (slug, by) => turn(() => removeNamed(CONNECTIONS, slug, { by, parts })),
    live: (slug) => liveConnection(slug, shelf),
    effective(slug) {
      const document = shownConnection(slug, shelf);
      if (!document) throw new Failure('NOT_FOUND', { detail: `Connection ${slug.slice(0, 100)}.` });
      return document;
    },
    problemsOf: (kind, slug) => problemsOfReceiver(kind, slug, shelf),
    exportConnection: (slug) => exportConnection(slug, parts),
    importConnection: (file, at) => turn(() => importConnection(file, { ...at, parts })),
    templates: () => listNamed(TEMPLATES, parts),
    template: (slug) => getNamed(TEMPLATES, slug, parts),
    putTemplate: (slug, document, at) => turn(() => putNamed(TEMPLATES, { slug, document }, { ...at, parts })),
    removeTemplate: (slug, by) => turn(() => removeNamed(TEMPLATES, slug, { by, parts })),
    readyTemplates: () => readyTemplates(parts),
    addReadyTemplate: (slug, by) => turn(() => addReadyTemplate(slug, { by, parts })),
    adaptors: () => listNamed(ADAPTORS, parts),
    adaptor: (slug) => getNamed(ADAPTORS, slug, parts),
    putAdaptor: (slug, document, at) => turn(() => putNamed(ADAPTORS, { slug, document }, { ...at, parts })),
    removeAdaptor: (slug, by) => turn(() => removeNamed(ADAPTORS, slug, { by, parts })),
  } satisfies Partial<Workspace>;
}
