// A workspace for a test: a copy of the flows we ship in a folder of its own, over a real database.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowBundle } from '../../flows/language/document.ts';
import { catalogue } from '../../nodes/registry.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { createWorkspace } from '../../server/workspace/create.ts';
import type { Workspace } from '../../server/workspace/workspace.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const SHIPPED = new URL('../../flows/', import.meta.url).pathname;
const FOLDERS = ['adaptors', 'connections', 'duplicate-lead-check', 'convoso-connect-post', 'validation-list-check'];
export const ANN = 'ann@example.com';
export const DUP = 'duplicate-lead-check';

/** A workspace with its folder and database. */
export interface Bench {
  folder: string;
  store: DirectStore;
  workspace: Workspace;
  /** What was logged as a warning. */
  warnings: string[];
  /** A second workspace over the same folder and database, as after a restart. */
  again(): Workspace;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Waits for the watcher to have looked once. */
  look(workspace?: Workspace): Promise<void>;
  close(): void;
}

/** Opens one. `folders` of the shipped ones are copied. */
export function openBench(folders: readonly string[] = FOLDERS): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'leadflow-workspace-'));
  for (const name of folders) cpSync(join(SHIPPED, name), join(folder, name), { recursive: true });
  const store = openDirectStore();
  const warnings: string[] = [];
  const again = () =>
    createWorkspace({
      folder,
      environment: 'test',
      catalogue: catalogue(),
      store,
      compile: (content, hash) => compileRelease(content, hash, () => () => []),
      lookMs: 5,
      log: {
        info: () => undefined,
        warn: (fields, message) => warnings.push(`${message} ${JSON.stringify(fields)}`),
      },
    });
  const workspace = again();
  return {
    folder,
    store,
    workspace,
    warnings,
    again,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    async look(which = workspace) {
      const stop = which.watch();
      await new Promise((resolve) => setTimeout(resolve, 40));
      stop();
      // Work is done in turn: what comes after the look waits for it.
      await which.export('nothing').catch(() => undefined);
    },
    close() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The bundle with another name: the smallest change of logic. */
export function renamed(bundle: FlowBundle, name: string): FlowBundle {
  return { ...bundle, document: { ...bundle.document, name } };
}
