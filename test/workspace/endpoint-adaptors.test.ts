// An endpoint that names its adaptor: the release pins both, the step maps by it, and it cannot be deleted under it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdaptorDocument, FlowBundle } from '../../flows/language/document.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { Workspace } from '../../server/workspace/workspace.ts';
import { ANN, type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = openBench([]);
  await bench.workspace.load();
  const { workspace } = bench;
  await workspace.putAdaptor('person', PERSON, made);
  await workspace.putTemplate('desk', DESK, made);
  await workspace.putConnection('desk-north', NORTH, made);
});
afterEach(() => bench.close());

const made = { hash: undefined, by: ANN };
const PERSON: AdaptorDocument = {
  leadflow: 1,
  name: 'Person',
  fields: [
    { target: 'list_id', value: '7' },
    { target: 'phone', from: 'lead.phone_number' },
  ],
};
const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'Help desk',
  parameters: [{ name: 'api_key', in: 'header' }],
  endpoints: { insert: { name: 'Insert', method: 'POST', path: '/lists/{list_id}/leads', adaptor: 'person' } },
};
const NORTH: ConnectionDocument = {
  leadflow: 1,
  name: 'Desk north',
  template: 'desk',
  scheme: 'https',
  host: 'north.example.com',
  fields: { api_key: 'secret:north-key' },
  endpoints: { plain: { name: 'Plain', method: 'POST', path: '/plain' } },
};

/** A flow that posts each lead to the endpoint. */
function flow(config: object, nodes: object = {}): FlowBundle {
  return {
    document: {
      leadflow: 1,
      name: 'Post',
      nodes: {
        in: { type: 'webhook', config: { path: 'post', fields: [{ name: 'phone_number' }] } },
        post: { type: 'http-request', config: { connection: 'desk-north', ...config } },
        ...nodes,
      },
      edges: [{ from: 'in', port: 'lead', to: 'post' }],
    },
    files: {},
    layout: { nodes: {} },
  };
}

const codesOf = (workspace: Workspace, bundle: FlowBundle) =>
  workspace.check(bundle, undefined).problems.map(({ code, severity }) => `${severity} ${code}`);

async function published(bundle: FlowBundle) {
  const { workspace } = bench;
  const ended = {
    ...bundle,
    document: {
      ...bundle.document,
      nodes: { ...bundle.document.nodes, end: { type: 'stop', config: { outcome: 'accepted', reason: 'Sent.' } } },
    },
  };
  ended.document = {
    ...ended.document,
    edges: [...bundle.document.edges, { from: 'post', port: 'answered', to: 'end' }],
  };
  const { rev } = await workspace.create({ name: 'Post', slug: 'post', bundle: ended as FlowBundle }, ANN);
  return workspace.publish('post', { rev, by: ANN });
}

describe('a step without a body', () => {
  it('is given the adaptor of its endpoint, with a place for each expression', async () => {
    await published(flow({ endpoint: 'insert' }));
    const node = bench.workspace.liveOf('post')?.nodes.get('post');
    const view = { lead: { phone_number: '+13105550123' } };
    const config = await node?.resolve(view, { now: 0, random: () => 0, seed: () => 0 });
    expect(config).toMatchObject({
      endpoint: {
        path: '/lists/{list_id}/leads',
        parameters: [{ name: 'api_key', in: 'header', value: '{field.api_key}' }],
      },
      adaptor: {
        name: 'Person',
        fields: [
          { target: 'list_id', given: '7' },
          { target: 'phone', given: '+13105550123' },
        ],
      },
    });
    expect(config).not.toHaveProperty('body');
  });

  it('pins the adaptor: another one counts when the flow is published again, a host at once', async () => {
    const before = await published(flow({ endpoint: 'insert' }));
    expect(bench.workspace.list()[0]?.state).toBe('live');
    const { hash = '' } = bench.workspace.adaptor('person') ?? {};
    await bench.workspace.putAdaptor('person', { ...PERSON, name: 'Person of today' }, { hash, by: ANN });
    expect(bench.workspace.list()[0]?.state).toBe('changed');
    const { live } = await bench.workspace.publish('post', { rev: before.rev, by: ANN });
    expect(live?.release).not.toBe(before.live?.release);
    const { hash: connection = '' } = bench.workspace.connection('desk-north') ?? {};
    await bench.workspace.putConnection(
      'desk-north',
      { ...NORTH, host: 'n.example.com' },
      { hash: connection, by: ANN },
    );
    expect(bench.workspace.list()[0]?.state).toBe('live');
    expect(bench.workspace.live('desk-north')?.document.host).toBe('n.example.com');
  });

  it('whose endpoint has no adaptor is warned of; with a body it is not, and pins none', async () => {
    const { workspace } = bench;
    expect(codesOf(workspace, flow({ endpoint: 'plain' }))).toContain('warning BODY_MISSING');
    expect(codesOf(workspace, flow({ endpoint: 'insert' }))).not.toContain('warning BODY_MISSING');
    expect(codesOf(workspace, flow({ endpoint: 'plain', body: 'lead' }))).not.toContain('warning BODY_MISSING');
    await published(flow({ endpoint: 'insert', body: '{"list_id": "7"}' }));
    expect(workspace.adaptor('person')?.usedBy).toEqual([]);
  });
});

describe('an adaptor that an endpoint names', () => {
  it('is used by it, and by the flow that was published with it; neither lets it be deleted', async () => {
    const { workspace } = bench;
    expect(workspace.adaptor('person')).toMatchObject({
      usedBy: [],
      usedByEndpoints: [{ kind: 'template', slug: 'desk', endpoint: 'insert' }],
    });
    await expect(workspace.removeAdaptor('person', ANN)).rejects.toMatchObject({
      code: 'IN_USE',
      detail: 'Endpoints that use it: desk/insert (template).',
    });
    await published(flow({ endpoint: 'insert' }));
    expect(workspace.adaptor('person')?.usedBy).toEqual(['post']);
    await expect(workspace.removeConnection('desk-north', ANN)).rejects.toMatchObject({ code: 'IN_USE' });
  });

  it('goes along with its flow into another workspace, as does the template', async () => {
    await published(flow({ endpoint: 'insert' }));
    const file = await bench.workspace.export('post');
    expect(Object.keys(file.adaptors)).toEqual(['person']);
    expect(file.templates).toEqual({ desk: DESK });
    const empty = openBench([]);
    await empty.workspace.load();
    const report = await empty.workspace.import(file, { by: ANN, dryRun: false });
    expect(report.problems).toEqual([]);
    expect(await empty.workspace.export('post')).toEqual(file);
    empty.close();
  });
});

describe('a field that was renamed', () => {
  const map = { map: { type: 'adaptor', config: { adaptor: 'person' } } };

  it('in the adaptor is found in the path that needs it, and where a step reads it', async () => {
    const { workspace } = bench;
    const { hash = '' } = workspace.adaptor('person') ?? {};
    const fields = [
      { target: 'listId', value: '7' },
      { target: 'phone', from: 'lead.phone_number' },
    ];
    await workspace.putAdaptor('person', { ...PERSON, fields }, { hash, by: ANN });
    expect(workspace.problemsOf('connection', 'desk-north')).toEqual([
      expect.objectContaining({ code: 'PATH_FIELD_UNKNOWN', says: expect.stringContaining('Did you mean “listId”?') }),
    ]);
    const { problems } = workspace.check(flow({ endpoint: 'insert', body: 'steps.map' }, map), undefined);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'PATH_FIELD_UNKNOWN', severity: 'error', node: 'post' }),
    );
    const read = workspace.check(flow({ endpoint: 'plain', body: '{"list": steps.map.list_id}' }, map), undefined);
    expect(read.problems).toContainEqual(
      expect.objectContaining({ code: 'FIELD_RENAMED', says: expect.stringContaining('Did you mean “listId”?') }),
    );
  });

  it('in the table of the trigger is found in the adaptor that reads it', async () => {
    const bundle = flow({ endpoint: 'insert' });
    const [, second] = [bundle.document.nodes.in, bundle.document.nodes.post];
    const nodes = {
      in: { type: 'webhook', config: { path: 'post', fields: [{ name: 'phoneNumber' }] } },
      post: second,
    };
    const { problems } = bench.workspace.check(
      { ...bundle, document: { ...bundle.document, nodes } as FlowBundle['document'] },
      undefined,
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'FIELD_RENAMED',
        node: 'post',
        field: 'endpoint',
        remedy: 'Read lead.phoneNumber, or add phone_number to the fields of the trigger.',
      }),
    );
    expect(codesOf(bench.workspace, bundle)).not.toContain('warning FIELD_RENAMED');
  });
});
