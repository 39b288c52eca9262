// What whole systems find done before the first of them is tested: the editor built, and the packaged browser unpacked.
import { buildEditor, isStale } from '../../server/pages/editor-build.ts';
import { unpackBrowser } from './browser.ts';

/**
 * What Vitest calls once, before it runs any file of whole systems. A server that finds no editor builds it by itself, under
 * the pages that another test reads; of test files that unpack one browser, the second runs what the first is writing.
 */
export async function setup(): Promise<void> {
  await unpackBrowser();
  if (isStale()) await buildEditor();
}
