// What is wrong with a connection or template as things are in the workspace now, and what keeps it from being saved.

import { hostFault } from '../../flows/language/address.ts';
import type { Problem } from '../../flows/language/catalogue.ts';
import { checkConnection, checkTemplate, type ReceiverNames } from '../../flows/language/check-receivers.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { Parts, Shelf } from './shelf.ts';

/** Every problem of one connection or template. Fails with NOT_FOUND. */
export function problemsOfReceiver(kind: 'connection' | 'template', slug: string, shelf: Shelf): Problem[] {
  const names = receiverNames(shelf);
  const document = (kind === 'connection' ? shelf.connections : shelf.templates).get(slug)?.document;
  if (!document) throw new Failure('NOT_FOUND', { detail: `The ${kind} ${slug.slice(0, 100)}.` });
  if (!isConnection(kind, document)) return checkTemplate(document, names.adaptors);
  return checkWhole(slug, document, names);
}

/** Every problem of a connection, its host among them. */
export function checkWhole(slug: string, document: ConnectionDocument, names: ReceiverNames): Problem[] {
  return [...hostProblems(document.host), ...checkConnection(slug, document, names)];
}

/** What the documents of the workspace are checked against. */
export function receiverNames({ templates, adaptors }: Pick<Shelf, 'templates' | 'adaptors'>): ReceiverNames {
  const targets = [...adaptors].map(
    ([slug, { document }]) => [slug, document.fields.map(({ target }) => target)] as const,
  );
  return {
    templates: Object.fromEntries([...templates].map(([slug, { document }]) => [slug, document])),
    adaptors: Object.fromEntries(targets),
  };
}

/** Addresses beside those of the connections themselves: a connection of this name would have no page. */
const PAGES: readonly string[] = ['new', 'templates'];

/**
 * A template is not chosen where it is not there or is kept for others; what was chosen before may be saved, so that a
 * connection can be mended one thing at a time.
 */
export function refusedOfConnection(slug: string, document: ConnectionDocument, { shelf }: Parts): FieldError[] {
  const fault = hostFault(document.host);
  const host = fault === undefined ? [] : [{ field: 'host', says: fault }];
  if (PAGES.includes(slug))
    host.push({ field: 'slug', says: `Pages have the address ${slug}. Take another short name.` });
  if (document.template === shelf.connections.get(slug)?.document.template) return host;
  const problems = checkConnection(slug, document, receiverNames(shelf));
  const chosen = problems.filter(({ field }) => field === 'template');
  return [...host, ...chosen.map(({ field = '', says, remedy }) => ({ field, says: `${says} ${remedy}` }))];
}

/** A template that connections use is not made private to others. */
export function refusedOfTemplate(slug: string, { onlyFor, host }: TemplateDocument, { shelf }: Parts): FieldError[] {
  const fault = host === undefined ? undefined : hostFault(host);
  const shut = [...shelf.connections].flatMap(([connection, { document }]) =>
    document.template === slug && onlyFor !== undefined && !onlyFor.includes(connection) ? [connection] : [],
  );
  return [
    ...(fault === undefined ? [] : [{ field: 'host', says: fault }]),
    ...(shut.length === 0
      ? []
      : [{ field: 'onlyFor', says: `These connections are made from it and must be named, too: ${shut.join(', ')}.` }]),
  ];
}

function hostProblems(host: string): Problem[] {
  const says = hostFault(host);
  if (says === undefined) return [];
  return [{ code: 'HOST_WRONG', severity: 'error', field: 'host', says, remedy: 'Correct the host.' }];
}

function isConnection(
  kind: 'connection' | 'template',
  _document: ConnectionDocument | TemplateDocument,
): _document is ConnectionDocument {
  return kind === 'connection';
}
