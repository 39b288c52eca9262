// The workspace's folder: reads and writes the files of flows, connections, templates and adaptors, and nothing else in it.
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { NODE_ID, RESERVED_SLUGS } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { LONGEST_ID } from '../../flows/language/schema-parts.ts';
import { FILE_NAME } from '../../flows/language/schemas.ts';
import { LARGEST_FILE } from '../../flows/language/yaml-read.ts';

/** The kinds of documents that are one file each, `<kind>/<slug>.yaml`: each is the folder of its files. */
export type Kind = 'connections' | 'connections/templates' | 'adaptors';

/** File name -> text. */
export type Files = Record<string, string>;

/** The folder. Every name is checked before it becomes a path; links that lead out of the folder are not there. */
export interface Disk {
  /** Flow folders that hold a `flow.yaml`, by name. */
  flows(): Promise<string[]>;
  /** Changes when a file of the flow, or its lists.yaml, does; undefined where there is no such flow. */
  flowStamp(slug: string): Promise<string | undefined>;
  /** `flow.yaml`, `layout.json` and expression files. Fails with TEXT_UNREADABLE. */
  readFlow(slug: string): Promise<Files>;
  /** What else belongs to the flow: `lists.yaml` and `cases/*.yaml`. Fails with TEXT_UNREADABLE. */
  readExtras(slug: string): Promise<Files>;
  /** Writes each file whole or not at all, `flow.yaml` last, then takes away `gone`. */
  writeFlow(slug: string, files: Files, gone: readonly string[]): Promise<void>;
  /** Takes the flow's folder away with everything in it. */
  removeFlow(slug: string): Promise<void>;
  /** True where anything at all has this name. */
  taken(slug: string): Promise<boolean>;
  /** Slug -> stamp of the documents of a kind. */
  documents(kind: Kind): Promise<Map<string, string>>;
  readDocument(kind: Kind, slug: string): Promise<string>;
  writeDocument(kind: Kind, slug: string, text: string): Promise<void>;
  removeDocument(kind: Kind, slug: string): Promise<void>;
}

/** True for a name that a flow, connection, template or adaptor can have. */
export function isSlug(slug: string): boolean {
  return slug.length <= LONGEST_ID && NODE_ID.test(slug);
}

/** True for a file that is part of a flow's document. */
export function isFlowFile(name: string): boolean {
  return name === 'flow.yaml' || name === 'layout.json' || FILE_NAME.test(name);
}

/** True for a file that belongs to a flow without being part of its document. */
export function isExtraFile(name: string): boolean {
  return name === 'lists.yaml' || /^cases\/[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.yaml$/.test(name);
}

/** Opens the folder, which is made where it is missing. */
export async function openDisk(folder: string): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const flowFolder = (slug: string) => placed(root, isSlug(slug) && !RESERVED_SLUGS.includes(slug), [slug]);
  const documentFile = (kind: Kind, slug: string) => placed(root, isSlug(slug), [kind, `${slug}.yaml`]);
  const namesIn = async (slug: string) => (await entries(root, flowFolder(slug))).filter(isFlowFile);
  return {
    async flows() {
      const slugs = (await entries(root, root)).filter((name) => isSlug(name) && !RESERVED_SLUGS.includes(name));
      const stamps = await Promise.all(slugs.map((slug) => stampOf(root, join(flowFolder(slug), 'flow.yaml'))));
      return slugs.filter((_slug, i) => stamps[i] !== undefined);
    },
    async flowStamp(slug) {
      const names = await namesIn(slug);
      if (!names.includes('flow.yaml')) return undefined;
      const stamps = [...names, 'lists.yaml'].map(
        async (name) => `${name}=${await stampOf(root, join(flowFolder(slug), name))}`,
      );
      return (await Promise.all(stamps)).join(' ');
    },
    readFlow: async (slug) => readAll(root, flowFolder(slug), await namesIn(slug)),
    async readExtras(slug) {
      const cases = (await entries(root, join(flowFolder(slug), 'cases'))).map((name) => `cases/${name}`);
      const names = ['lists.yaml', ...cases].filter(isExtraFile);
      return readAll(root, flowFolder(slug), names);
    },
    async writeFlow(slug, files, gone) {
      const at = flowFolder(slug);
      const order = Object.keys(files).sort((a, b) => Number(a === 'flow.yaml') - Number(b === 'flow.yaml'));
      for (const name of order) {
        const allowed = isFlowFile(name) || isExtraFile(name);
        await writeWhole(root, placed(at, allowed, name.split('/')), files[name] ?? '');
      }
      for (const name of gone) await rm(placed(at, isFlowFile(name), [name]), { force: true });
    },
    removeFlow: (slug) => rm(flowFolder(slug), { recursive: true, force: true }),
    taken: async (slug) => (await lstat(flowFolder(slug)).catch(() => undefined)) !== undefined,
    async documents(kind) {
      const found = new Map<string, string>();
      for (const name of await entries(root, join(root, kind))) {
        const slug = name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : '';
        const stamp = isSlug(slug) ? await stampOf(root, join(root, kind, name)) : undefined;
        if (stamp !== undefined) found.set(slug, stamp);
      }
      return found;
    },
    readDocument: (kind, slug) => readText(documentFile(kind, slug), `${kind}/${slug}.yaml`),
    writeDocument: (kind, slug, text) => writeWhole(root, documentFile(kind, slug), text),
    removeDocument: (kind, slug) => rm(documentFile(kind, slug), { force: true }),
  };
}

/** The one place where names become a path. Fails with REQUEST_INVALID. */
function placed(root: string, allowed: boolean, names: readonly string[]): string {
  const name = names.join('/');
  if (allowed) return join(root, ...names);
  const says = `"${name.slice(0, 100)}" cannot be the name of a file here.`;
  throw new Failure('REQUEST_INVALID', { detail: says, fields: [{ field: 'slug', says }] });
}

/** Names in a folder; none where it is missing, or is a link that leads out. */
async function entries(root: string, folder: string): Promise<string[]> {
  if (!(await inside(root, folder))) return [];
  const names = await readdir(folder).catch(() => []);
  return names.sort();
}

async function inside(root: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  return real !== undefined && (real === root || real.startsWith(root + sep));
}

/** The same for a folder that may not be there yet: its nearest ancestor that is there decides. */
async function leadsInside(root: string, folder: string): Promise<boolean> {
  const there = await lstat(folder).catch(() => undefined);
  return there ? inside(root, folder) : leadsInside(root, dirname(folder));
}

/** Identifies the file's content as well as the file system can: a rename changes the inode, a write the time. */
async function stampOf(root: string, file: string): Promise<string | undefined> {
  const stat = await lstat(file, { bigint: true }).catch(() => undefined);
  if (!stat || stat.isDirectory() || (stat.isSymbolicLink() && !(await inside(root, file)))) return undefined;
  return `${stat.ino}.${stat.mtimeNs}.${stat.size}`;
}

async function readAll(root: string, folder: string, names: readonly string[]): Promise<Files> {
  const files: Files = {};
  for (const name of names) {
    const file = join(folder, name);
    if ((await stampOf(root, file)) !== undefined) files[name] = await readText(file, name);
  }
  return files;
}

async function readText(file: string, name: string): Promise<string> {
  const unreadable = (says: string) =>
    new Failure('TEXT_UNREADABLE', { detail: `${name}:1:1: ${says}`, fields: [{ field: `${name}:1:1`, says }] });
  const bytes = await readFile(file).catch((error: Error) => {
    throw unreadable(`The file cannot be opened (${error.message}).`);
  });
  if (bytes.length > LARGEST_FILE) throw unreadable('The file is larger than 1 MB. Make it smaller.');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unreadable('The file is not UTF-8 text. Save it as UTF-8.');
  }
}

/** Temp file beside it, flushed, renamed: a reader, or a power cut, meets the old text or the new one. */
async function writeWhole(root: string, file: string, text: string): Promise<void> {
  const folder = dirname(file);
  if (!(await leadsInside(root, folder))) placed(root, false, [file.slice(root.length + 1)]);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
