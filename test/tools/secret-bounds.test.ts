// Where secrets may go by what an admin saves: a template brings what it says, and vouches for no host that git has changed.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import { bindingWorkspace } from '../../server/tools/secret-bounds.ts';
import { createSecrets, type Secrets } from '../../server/tools/secrets.ts';
import type { Workspace } from '../../server/workspace/workspace.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';
import { ANN, type Bench, openBench } from '../workspace/bench.ts';

const made = { hash: undefined, by: ANN };
const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'Help desk',
  auth: { type: 'bearer', secret: 'secret:old-key' },
  endpoints: { insert: { name: 'Insert', method: 'POST', path: '/leads' } },
};
const at = (name: string): ConnectionDocument => ({
  leadflow: 1,
  name,
  template: 'desk',
  scheme: 'https',
  host: `${name}.example.com`,
  endpoints: {},
});

let bench: Bench;
let store: DirectStore;
let secrets: Secrets;
let workspace: Workspace;
beforeEach(async () => {
  bench = openBench([]);
  await bench.workspace.load();
  store = openDirectStore();
  secrets = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
  for (const name of ['old-key', 'new-key']) await secrets.set(name, 'canary-4711', ANN);
  workspace = bindingWorkspace(bench.workspace, secrets);
  await workspace.putTemplate('desk', DESK, made);
  for (const name of ['north', 'south']) await workspace.putConnection(name, at(name), made);
});
afterEach(() => {
  bench.close();
  store.close();
});

const originsOf = (name: string) => secrets.list().find((each) => each.name === name)?.origins;
const NEWER: TemplateDocument = { ...DESK, auth: { type: 'bearer', secret: 'secret:new-key' } };
const BOTH = ['https://north.example.com', 'https://south.example.com'];

describe('the secrets that a template names', () => {
  it('may go to the hosts of all connections that are made from it, once it is saved or brought in', async () => {
    expect([originsOf('old-key'), originsOf('new-key')]).toEqual([BOTH, []]);
    await workspace.putTemplate('desk', NEWER, { hash: workspace.template('desk')?.hash, by: ANN });
    expect(originsOf('new-key')).toEqual(BOTH);
  });

  it('may go there, too, where a file with another connection brings the template', async () => {
    const file = { ...workspace.exportConnection('north'), template: { slug: 'desk', document: NEWER } };
    await workspace.importConnection(file, { by: ANN, dryRun: false, replace: ['template/desk'] });
    expect(originsOf('new-key')).toEqual(BOTH);
  });

  it('may not go to a host that git has put into the file of a connection', async () => {
    bench.write(
      'connections/north.yaml',
      bench.read('connections/north.yaml').replace('north.example', 'evil.example'),
    );
    // The save itself looks at the files first.
    const hash = workspace.template('desk')?.hash;
    const saved = await workspace.putTemplate('desk', { ...DESK, description: 'Again.' }, { hash, by: ANN });
    expect(workspace.connection('north')?.document.host).toBe('evil.example.com');
    await workspace.putTemplate('desk', { ...DESK, description: 'And again.' }, { hash: saved.hash, by: ANN });
    expect(originsOf('old-key')).toEqual(BOTH);
  });
});
