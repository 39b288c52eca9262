// Takes a connection out of the workspace as one document, and brings one in, with its template and adaptors; no secrets.
import type { Problem } from '../../flows/language/catalogue.ts';
import type { AdaptorDocument } from '../../flows/language/document.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import { type DiffLine, lineDiff } from '../../flows/language/line-diff.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import { isSlug } from './disk.ts';
import { ADAPTORS, CONNECTIONS, type Document, type Shape, TEMPLATES } from './document-kinds.ts';
import { shownConnection } from './effective-connections.ts';
import { putNamed, readBack } from './named-documents.ts';
import { checkWhole, receiverNames } from './receiver-checks.ts';
import type { Parts } from './shelf.ts';

/** One connection with what it names, as one JSON file. Holds no secret. */
export interface ConnectionExport {
  leadflow: 1;
  kind: 'connection';
  slug: string;
  connection: ConnectionDocument;
  template: { slug: string; document: TemplateDocument } | null;
  /** Those that its endpoints name, and those of its template's. */
  adaptors: Record<string, AdaptorDocument>;
}

/** A document of an import against what is here. */
export interface ImportPart {
  kind: 'connection' | 'template' | 'adaptor';
  slug: string;
  name: string;
  state: 'new' | 'same' | 'differs';
  diff: DiffLine[];
}

/** What an import would do, or did. */
export interface ConnectionImportReport {
  slug: string;
  parts: ImportPart[];
  /** The connection with its template, as it came, for those who look for the secrets that it names. */
  documents: (ConnectionDocument | TemplateDocument)[];
  /** Of the connection as it would be after the import. */
  problems: Problem[];
}

/** The connection with its template and the adaptors of its endpoints. Fails with NOT_FOUND, REQUEST_INVALID for a secret in the open. */
export function exportConnection(slug: string, { shelf }: Pick<Parts, 'shelf'>): ConnectionExport {
  const named = shelf.connections.get(slug);
  if (!named) throw new Failure('NOT_FOUND', { detail: `Connection ${slug.slice(0, 100)}.` });
  const { template: wanted } = named.document;
  const template = wanted === undefined ? undefined : shelf.templates.get(wanted);
  const endpoints = Object.values(shownConnection(slug, shelf)?.endpoints ?? {});
  const slugs = [...new Set(endpoints.flatMap(({ adaptor }) => adaptor ?? []))].sort();
  const adaptors = slugs.flatMap((each): [string, AdaptorDocument][] => {
    const adaptor = shelf.adaptors.get(each);
    return adaptor ? [[each, adaptor.document]] : [];
  });
  const file: ConnectionExport = {
    leadflow: 1,
    kind: 'connection',
    slug,
    connection: named.document,
    template: wanted !== undefined && template ? { slug: wanted, document: template.document } : null,
    adaptors: Object.fromEntries(adaptors),
  };
  refuse(partsOf(file).flatMap((part) => part.faults()));
  return file;
}

/**
 * Says what an import would do, or does it: what is new is written, what is the same stays, what differs stays too unless
 * `replace` names it as `kind/slug`. Everything that can be wrong is found before anything is written.
 * Fails with REQUEST_INVALID, TEXT_UNREADABLE.
 */
export async function importConnection(
  file: ConnectionExport,
  at: { by: string; dryRun: boolean; replace: readonly string[]; parts: Parts },
): Promise<ConnectionImportReport> {
  const { by, dryRun, replace, parts } = at;
  if (file.leadflow !== 1 || file.kind !== 'connection') {
    refuse([{ field: 'kind', says: 'This is no export of a connection that this Leadflow reads.' }]);
  }
  const coming = partsOf(file);
  refuse(coming.flatMap((part) => part.faults()));
  const compared = coming.map((part) => part.compare(parts));
  const taken = compared.map(
    ({ kind, slug, state }) => state === 'new' || (state === 'differs' && replace.includes(`${kind}/${slug}`)),
  );
  refuse(templateMisfit(file));
  const problems = problemsAfter(file, parts);
  const report: ConnectionImportReport = {
    slug: file.slug,
    parts: compared,
    documents: [file.connection, ...(file.template ? [file.template.document] : [])],
    problems,
  };
  if (dryRun) return report;
  // The connection comes first of the parts, and is written last: what would refuse it is found before.
  if (taken[0])
    refuse(problems.filter(cannotBe).map(({ field = '', says }) => ({ field: `connection.${field}`, says })));
  // What is named is there before what names it.
  for (const [i, part] of [...coming.entries()].reverse()) if (taken[i]) await part.write(parts, by);
  return report;
}

/** A part of an export, whatever its kind. */
interface Part {
  faults: () => FieldError[];
  compare: (parts: Parts) => ImportPart;
  write: (parts: Parts, by: string) => Promise<unknown>;
}

/** The parts of an export: what names another comes first. */
function partsOf(file: ConnectionExport): Part[] {
  return [
    partOf(CONNECTIONS, file.slug, file.connection),
    ...(file.template ? [partOf(TEMPLATES, file.template.slug, file.template.document)] : []),
    ...Object.entries(file.adaptors).map(([slug, document]) => partOf(ADAPTORS, slug, document)),
  ];
}

function partOf<D extends Document>(shape: Shape<D>, slug: string, document: D): Part {
  const place = `${shape.word}.${slug.slice(0, 100)}`;
  return {
    faults() {
      if (!isSlug(slug)) return [{ field: place, says: 'A short name is made of lower-case words joined by hyphens.' }];
      try {
        readBack(shape, document, undefined);
        return [];
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return error.fields.map(({ field, says }) => ({ field: `${place}.${field}`, says }));
      }
    },
    compare(parts) {
      const here = shape.known(parts).get(slug);
      const comes = readBack(shape, document, undefined);
      const before = here ? shape.write(here.document) : '';
      const state = !here ? 'new' : before === comes.text ? 'same' : 'differs';
      return { kind: shape.word, slug, name: comes.document.name, state, diff: lineDiff(before, comes.text) };
    },
    write: (parts, by) => {
      const hash = shape.known(parts).get(slug)?.hash;
      return putNamed(shape, { slug, document }, { hash, by, parts });
    },
  };
}

/** What `putNamed` would refuse a new connection for. */
function cannotBe({ severity, field }: Problem): boolean {
  return severity === 'error' && (field === 'host' || field === 'template');
}

/** A file put together by hand may name one template and hold another. */
function templateMisfit({ connection, template }: ConnectionExport): FieldError[] {
  if (!template || template.slug === connection.template) return [];
  const says = `The connection does not name the template ${template.slug.slice(0, 100)} that comes with it.`;
  return [{ field: 'template.slug', says }];
}

/** What is here already counts, beside what comes. */
function problemsAfter(file: ConnectionExport, { shelf }: Parts): Problem[] {
  const here = receiverNames(shelf);
  const targets = Object.entries(file.adaptors).map(
    ([slug, { fields }]) => [slug, fields.map(({ target }) => target)] as const,
  );
  return checkWhole(file.slug, file.connection, {
    templates: { ...(file.template ? { [file.template.slug]: file.template.document } : {}), ...here.templates },
    adaptors: { ...Object.fromEntries(targets), ...here.adaptors },
  });
}

function refuse(fields: FieldError[]): void {
  const [first] = fields;
  if (first)
    throw new Failure('REQUEST_INVALID', { detail: `${first.field}: ${first.says}`, fields: fields.slice(0, 50) });
}
