// A connection as one file: out of one workspace, read in a comparison, and into another with only the secrets to fill in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdaptorDocument } from '../../flows/language/document.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { ConnectionExport } from '../../server/workspace/receiver-transfer.ts';
import { ANN, type Bench, openBench } from './bench.ts';

let bench: Bench;
let empty: Bench;
beforeEach(async () => {
  bench = openBench([]);
  empty = openBench([]);
  await bench.workspace.load();
  await empty.workspace.load();
  const { workspace } = bench;
  await workspace.putAdaptor('person', PERSON, made);
  await workspace.putTemplate('desk', DESK, made);
  await workspace.putConnection('desk-north', NORTH, made);
});
afterEach(() => {
  bench.close();
  empty.close();
});

const made = { hash: undefined, by: ANN };
const PERSON: AdaptorDocument = { leadflow: 1, name: 'Person', fields: [{ target: 'phone', from: 'lead.phone' }] };
const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'Help desk',
  onlyFor: ['desk-north'],
  auth: { type: 'bearer', secret: 'secret:north-key' },
  endpoints: { insert: { name: 'Insert', method: 'POST', path: '/leads', adaptor: 'person' } },
};
const NORTH: ConnectionDocument = {
  leadflow: 1,
  name: 'Desk north',
  template: 'desk',
  scheme: 'https',
  host: 'north.example.com',
  endpoints: {},
};

function imported(file: ConnectionExport, more: { dryRun?: boolean; replace?: string[] } = {}) {
  return empty.workspace.importConnection(file, { by: ANN, dryRun: false, replace: [], ...more });
}

describe('a connection that is exported', () => {
  it('brings its template and adaptors, and is imported into an empty workspace to the same files', async () => {
    const file = bench.workspace.exportConnection('desk-north');
    expect(file).toEqual({
      leadflow: 1,
      kind: 'connection',
      slug: 'desk-north',
      connection: NORTH,
      template: { slug: 'desk', document: DESK },
      adaptors: { person: PERSON },
    });
    const told = await imported(file, { dryRun: true });
    expect(told.parts.map(({ kind, slug, state }) => `${kind}/${slug} ${state}`)).toEqual([
      'connection/desk-north new',
      'template/desk new',
      'adaptor/person new',
    ]);
    expect(empty.workspace.connections()).toEqual([]);
    expect((await imported(file)).problems).toEqual([]);
    for (const path of ['connections/desk-north.yaml', 'connections/templates/desk.yaml', 'adaptors/person.yaml']) {
      expect(empty.read(path)).toBe(bench.read(path));
    }
    expect(empty.workspace.exportConnection('desk-north')).toEqual(file);
    expect((await imported(file, { dryRun: true })).parts.map(({ state }) => state)).toEqual(['same', 'same', 'same']);
  });

  it('shows line by line what differs, and replaces only what is named', async () => {
    const file = bench.workspace.exportConnection('desk-north');
    await imported(file);
    const moved: ConnectionExport = {
      ...file,
      connection: { ...NORTH, host: 'n.example.com' },
      adaptors: { person: { ...PERSON, name: 'Someone' } },
    };
    const { parts } = await imported(moved, { dryRun: true });
    expect(parts[0]).toMatchObject({
      state: 'differs',
      diff: expect.arrayContaining([
        { change: 'removed', text: 'host: north.example.com' },
        { change: 'added', text: 'host: n.example.com' },
      ]),
    });
    expect(parts[1]).toMatchObject({ state: 'same', diff: [] });
    await imported(moved, { replace: ['connection/desk-north'] });
    expect(empty.workspace.connection('desk-north')?.document.host).toBe('n.example.com');
    expect(empty.workspace.adaptor('person')?.document.name).toBe('Person');
  });

  const bad: [string, (file: ConnectionExport) => ConnectionExport, RegExp][] = [
    ['a template that is nowhere', (file) => ({ ...file, template: null }), /connection\.template/],
    [
      'another template than it names',
      (file) => ({ ...file, template: { slug: 'other', document: DESK } }),
      /template\.slug/,
    ],
    ['a template for others', (file) => ({ ...file, slug: 'desk-south' }), /connection\.template/],
    ['a name that leads out of the folder', (file) => ({ ...file, slug: '../x' }), /connection/],
    [
      'an adaptor that cannot be read',
      (file) => ({ ...file, adaptors: { person: { ...PERSON, fields: [{ target: 'a', from: 'lead.(' }] } } }),
      /adaptor\.person\.fields\.0\.from/,
    ],
    [
      'a secret in the open',
      (file) => ({ ...file, connection: { ...NORTH, fields: { api_key: 'sk_live_47114711' } } }),
      /connection\.desk-north\.fields\.api_key/,
    ],
  ];
  it.each(bad)('with %s is refused, and nothing of it is written', async (_what, change, place) => {
    const file = change(bench.workspace.exportConnection('desk-north'));
    const error = await imported(file).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'REQUEST_INVALID', fields: [{ field: expect.stringMatching(place) }] });
    const { workspace } = empty;
    expect([workspace.connections(), workspace.templates(), workspace.adaptors()]).toEqual([[], [], []]);
  });
});
