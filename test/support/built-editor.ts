// Builds the editor before the first test: a server that finds it missing builds it by itself, under the pages that another test reads.
import { buildEditor, isStale } from '../../server/pages/editor-build.ts';

/** What Vitest calls once, before it runs any file of whole systems. */
export async function setup(): Promise<void> {
  if (isStale()) await buildEditor();
}
