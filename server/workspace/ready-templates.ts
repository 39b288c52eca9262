// The templates that are shipped: offered to a workspace that lacks them, and copied into it with the adaptors that they name.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../flows/language/failures.ts';
import type { TemplateDocument } from '../../flows/language/receivers.ts';
import { isSlug } from './disk.ts';
import { ADAPTORS, type Document, type Shape, TEMPLATES } from './document-kinds.ts';
import { putNamed } from './named-documents.ts';
import type { Parts } from './shelf.ts';
import type { NamedDocument } from './workspace.ts';

const SHIPPED = fileURLToPath(new URL('../../flows/', import.meta.url));

/** A shipped template that the workspace does not have. */
export interface ReadyTemplate {
  slug: string;
  document: TemplateDocument;
  /** Slugs of the adaptors that come with it, of those that are not there already. */
  adaptors: string[];
}

/** All that can be added, by slug. */
export async function readyTemplates({ shelf }: Pick<Parts, 'shelf'>): Promise<ReadyTemplate[]> {
  const files = await readdir(`${SHIPPED}${TEMPLATES.kind}`);
  const slugs = files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
  const lacking = slugs.filter((slug) => !shelf.templates.has(slug));
  const ready = await Promise.all(
    lacking.map(async (slug) => {
      const document = await shipped(TEMPLATES, slug);
      const named = Object.values(document.endpoints).flatMap(({ adaptor }) => adaptor ?? []);
      const adaptors = [...new Set(named)].filter((each) => !shelf.adaptors.has(each)).sort();
      return { slug, document, adaptors };
    }),
  );
  // The folder is also the workspace of who names no other: what somebody made there says no facts, or is theirs to offer.
  return ready.filter(({ document }) => document.checkedAgainst !== undefined);
}

/**
 * Writes a shipped template and the adaptors that it names into the workspace; an adaptor that is there stays as it is.
 * Fails with NOT_FOUND, and ALREADY_EXISTS where the workspace has a template of that name.
 */
export async function addReadyTemplate(
  slug: string,
  { by, parts }: { by: string; parts: Parts },
): Promise<NamedDocument<TemplateDocument>> {
  if (parts.shelf.templates.has(slug)) throw new Failure('ALREADY_EXISTS', { detail: `The template ${slug}.` });
  const ready = (await readyTemplates(parts)).find((each) => each.slug === slug);
  if (!ready) throw new Failure('NOT_FOUND', { detail: `Ready template ${slug.slice(0, 100)}.` });
  const at = { hash: undefined, by, parts };
  // What is named is there before what names it.
  for (const each of ready.adaptors) {
    await putNamed(ADAPTORS, { slug: each, document: await shipped(ADAPTORS, each) }, at);
  }
  return putNamed(TEMPLATES, { slug, document: ready.document }, at);
}

async function shipped<D extends Document>({ kind, read }: Shape<D>, slug: string): Promise<D> {
  if (!isSlug(slug)) throw new Failure('NOT_FOUND', { detail: `${slug.slice(0, 100)} is not shipped.` });
  return read(await readFile(`${SHIPPED}${kind}/${slug}.yaml`, 'utf8'), `${kind}/${slug}.yaml`);
}
