// Connections as calls use them: each together with its template, put together once and kept until one of the two changes.

import { effectiveConnection } from '../../flows/language/effective.ts';
import { Failure } from '../../flows/language/failures.ts';
import { type LiveConnection, type Shelf, sha256 } from './shelf.ts';

/** Digits of a hash that name a connection's version in a step's record. */
const DIGITS = 12;

/**
 * The connection as calls use it now; undefined where there is none. Fails with CONNECTION_MISSING where its template is
 * gone: what the template said of authentication is not known then, and a call without it must not leave.
 */
export function liveConnection(slug: string, shelf: Shelf): LiveConnection | undefined {
  const named = shelf.connections.get(slug);
  if (!named) return undefined;
  const { template: wanted } = named.document;
  const template = wanted === undefined ? undefined : shelf.templates.get(wanted);
  const kept = shelf.effective.get(slug);
  if (kept && kept.connection === named && kept.template === template) return kept.live;
  if (wanted !== undefined && !template) {
    throw new Failure('CONNECTION_MISSING', {
      detail: `The connection ${slug} is made from the template ${wanted}, which is not there.`,
    });
  }
  const version = template ? sha256(`${named.hash} ${template.hash}`) : named.hash;
  const document = effectiveConnection(named.document, template?.document);
  const live = { document, version: version.slice(0, DIGITS) };
  shelf.effective.set(slug, { connection: named, template, live });
  return live;
}

/** The same for those who only look: what is left of a connection whose template is gone. */
export function shownConnection(slug: string, shelf: Shelf): LiveConnection['document'] | undefined {
  const named = shelf.connections.get(slug);
  if (!named) return undefined;
  const { template } = named.document;
  if (template !== undefined && !shelf.templates.has(template)) return effectiveConnection(named.document, undefined);
  return liveConnection(slug, shelf)?.document;
}
