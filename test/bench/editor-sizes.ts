// What the browser loads for each route, compressed: the chunks that a route needs at once, with their styles.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(import.meta.dirname, '../..');

/** One chunk in Vite's manifest (vite.dev/guide/backend-integration). */
interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

/** A route, and what is loaded for it beside the page itself. */
export interface RouteSize {
  route: string;
  /** Thousands of bytes, each file compressed by itself. */
  kB: number;
}

/** Sources whose chunks a route loads at once. */
export type Routes = Readonly<Record<string, readonly string[]>>;

/** Builds the editor into a folder of its own and answers what each route weighs, and whether `lazy` is in none of them. */
export function measureRoutes(routes: Routes, lazy: readonly string[]): { sizes: RouteSize[]; early: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'leadflow-sizes-'));
  try {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const words = [
      'build',
      join(ROOT, 'editor'),
      '--outDir',
      folder,
      '--manifest',
      'manifest.json',
      '--logLevel',
      'warn',
    ];
    const { status, stderr } = spawnSync(process.execPath, [vite, ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The editor could not be built: ${stderr}`);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    const sizeOf = (file: string) => gzipSync(readFileSync(join(folder, file))).length / 1000;
    const closures = Object.entries(routes).map(([route, sources]) => ({ route, files: filesOf(manifest, sources) }));
    const sizes = closures.map(({ route, files }) => ({
      route,
      kB: sizeOf('index.html') + [...files].reduce((sum, file) => sum + sizeOf(file), 0),
    }));
    const early = lazy.filter((source) => closures.some(({ files }) => files.has(chunkOf(manifest, source).file)));
    return { sizes, early };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function chunkOf(manifest: Manifest, source: string): Chunk {
  const chunk = manifest[source];
  if (!chunk) throw new Error(`The build has no chunk of its own for ${source}.`);
  return chunk;
}

/** The files of the chunks named and of all that they import, not of what they import when it is needed. */
function filesOf(manifest: Manifest, sources: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (source: string): void => {
    if (seen.has(source)) return;
    seen.add(source);
    const { file, imports = [], css = [] } = chunkOf(manifest, source);
    for (const each of [file, ...css]) files.add(each);
    for (const each of imports) add(each);
  };
  for (const source of sources) add(source);
  return files;
}
