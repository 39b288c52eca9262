// The flows we ship, read from their files as a workspace reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownNames } from '../../flows/language/catalogue.ts';
import type { AdaptorDocument, CaseDocument, FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { RESERVED_SLUGS } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { readAdaptor, readCase, readConnection, readFlow } from '../../flows/language/text.ts';
import type { ReleaseContent } from '../../server/workspace/workspace.ts';

/** The folder of the shipped workspace. */
export const FLOWS = join(import.meta.dirname, '../../flows');

/** Slugs of the shipped flows. */
export const SLUGS = readdirSync(FLOWS).filter((name) => !RESERVED_SLUGS.includes(name));

/** The files of a flow's folder that its text consists of. */
export function flowFiles(slug: string): Record<string, string> {
  return textsOf(join(FLOWS, slug), /^(flow\.yaml|layout\.json|.*\.jsonata)$/);
}

/** File name -> text of the shipped connections. */
export const connectionFiles = textsOf(join(FLOWS, 'connections'), /\.yaml$/);
/** File name -> text of the shipped templates. */
export const templateFiles = textsOf(join(FLOWS, 'connections/templates'), /\.yaml$/);
/** File name -> text of the shipped adaptors. */
export const adaptorFiles = textsOf(join(FLOWS, 'adaptors'), /\.yaml$/);

/** The cases of a flow. */
export function casesOf(slug: string): CaseDocument[] {
  const texts = textsOf(join(FLOWS, slug, 'cases'), /\.yaml$/);
  return Object.entries(texts).map(([file, text]) => readCase(text, file));
}

/** Everything that a release of this flow pins. */
export function contentOf(slug: string): ReleaseContent {
  const bundle: FlowBundle = readFlow(flowFiles(slug));
  const endpoints: Record<string, JsonObject> = {};
  for (const [connection, document] of Object.entries(connections())) {
    for (const [name, endpoint] of Object.entries(document.endpoints)) {
      endpoints[`${connection}/${name}`] = { ...endpoint } as unknown as JsonObject;
    }
  }
  return { flow: slug, name: bundle.document.name, version: 1, bundle, adaptors: adaptors(), endpoints };
}

/** The names that a shipped flow may refer to on a first start. */
export function knownNames(): KnownNames {
  return {
    connections: mapped(connections(), ({ endpoints }) => ({ endpoints: Object.keys(endpoints) })),
    adaptors: mapped(adaptors(), () => ({ reads: [] })),
    lists: ['key-accounts'],
    dncLists: ['account'],
    leadLists: ['default'],
    statuses: ['NEW', 'DUP', 'HOT', 'CALLBK', 'SALE', 'DEAD'],
    flows: {},
    paths: {},
  };
}

function connections(): Record<string, ConnectionDocument> {
  return documents(connectionFiles, readConnection);
}

function adaptors(): Record<string, AdaptorDocument> {
  return documents(adaptorFiles, readAdaptor);
}

function documents<D>(texts: Record<string, string>, read: (text: string, file: string) => D): Record<string, D> {
  const entries = Object.entries(texts).map(([file, text]) => [file.replace(/\.yaml$/, ''), read(text, file)] as const);
  return Object.fromEntries(entries);
}

function mapped<A, B>(things: Record<string, A>, change: (thing: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, change(thing)]));
}

function textsOf(folder: string, wanted: RegExp): Record<string, string> {
  const names = readdirSync(folder).filter((name) => wanted.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
