// What builds of the editor leave behind that were killed.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeKilled } from '../../server/pages/editor-build.ts';

it('goes before the next build, also where that has the number of the killed one, and what others build stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadflow-editor-'));
  const killed = [`dist-${process.pid}`, `dist-${process.pid}-before`, 'dist-4194305'];
  const kept = ['dist', `dist-${process.ppid}`, 'kit'];
  // Nothing in it is empty: a folder is never moved over such a one.
  for (const name of [...killed, ...kept]) mkdirSync(join(folder, name, 'assets'), { recursive: true });
  removeKilled(folder);
  expect(readdirSync(folder).sort()).toEqual(kept.sort());
  rmSync(folder, { recursive: true });
});
