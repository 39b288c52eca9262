// Writing: the one form of our files, and what of the old file is kept.
import { describe, expect, it } from 'vitest';
import type { FlowBundle } from '../../flows/language/document.ts';
import {
  readAdaptor,
  readConnection,
  readFlow,
  writeAdaptor,
  writeConnection,
  writeFlow,
} from '../../flows/language/text.ts';
import { bundleOf, CATALOGUE, cleanDocument } from './sample.ts';

const CANONICAL = `# Asks the CRM before a lead is created.
leadflow: 1
name: Duplicate lead check
vars:
  cap: 5
nodes:
  # Sources post here.
  lead-in:  { type: webhook, config: { path: acme/leads, idempotency: lead.vendor_lead_id } }
  map:      { type: adaptor, config: { adaptor: acme-crm } } # one for all sources

  ask-crm:
    type: http-request
    config: { connection: acme-crm, endpoint: find-lead, body: steps.map }
    # Asking twice is harmless.
    retry: { attempts: 4, backoff: 5s..10m }
    onUnknown: retry
  a-rather-long-id: { type: stop, config: { outcome: rejected } }
  read:
    type: response-parse
    config:
      rules:
        - { path: success, value: "true", outcome: accepted }
        # 6009: the number is there already
        - { path: code, value: "6009", outcome: rejected }
edges:
  - lead-in.lead -> map
  - map.mapped -> ask-crm # the usual way
  - ask-crm.answered -> read
  # all the rest
  - read.rejected -> a-rather-long-id
`;
const LAYOUT = `{
  "nodes": {
    "lead-in": [0, 0],
    "map": [280, 0],
    "read": [560, -140]
  },
  "notes": [
    { "text": "look here", "at": [0, 200] }
  ]
}
`;
const FILES = { 'flow.yaml': CANONICAL, 'layout.json': LAYOUT, 'old.jsonata': '1 +\n2' };

function edit(change: (bundle: FlowBundle) => void): { text: string; files: Record<string, string> } {
  const bundle = readFlow(FILES);
  change(bundle);
  const files = writeFlow(bundle, FILES);
  return { text: files['flow.yaml'] ?? '', files };
}

describe('a canonical folder', () => {
  it('is read and written without a changed byte', () => {
    expect(writeFlow(readFlow(FILES), FILES)).toEqual(FILES);
  });

  it('loses its comments, and nothing else, without the old file', () => {
    const bare = writeFlow(readFlow(FILES))['flow.yaml'] ?? '';
    expect(bare).not.toContain('#');
    const strip = (text: string) => text.replace(/ *#.*/g, '').replace(/\n+/g, '\n').replace(/^\n/, '');
    expect(strip(bare).split('\n').length).toBeLessThanOrEqual(strip(CANONICAL).split('\n').length);
    expect(readFlow({ 'flow.yaml': bare }).document).toEqual(readFlow(FILES).document);
  });
});

describe('short nodes', () => {
  it('begin in one column, so that they read as a table and none moves another', () => {
    const text = `leadflow: 1
name: Duplicate lead check
nodes:
  lead-in:  { type: webhook, config: { path: acme/leads, idempotency: lead.vendor_lead_id } }
  map:      { type: adaptor, config: { adaptor: acme-crm } }
  ask-crm:
    type: http-request
    config: { connection: acme-crm, endpoint: find-lead, body: steps.map }
    retry: { attempts: 4, backoff: 5s..10m }
    onUnknown: retry
edges:
  - lead-in.lead -> map
  - map.mapped -> ask-crm
  - ask-crm.answered -> read
`;
    expect(writeFlow(readFlow({ 'flow.yaml': text }))['flow.yaml']).toBe(text);
  });
});

describe('a change', () => {
  it('of one field changes one line', () => {
    const { text } = edit(({ document }) => {
      const retry = document.nodes['ask-crm']?.retry;
      if (retry) retry.attempts = 5;
    });
    expect(text).toBe(CANONICAL.replace('attempts: 4', 'attempts: 5'));
  });

  it('of a place changes one line of layout.json alone', () => {
    const { files } = edit(({ layout }) => {
      layout.nodes.map = [300.4, -0.2];
    });
    expect(files).toEqual({ ...FILES, 'layout.json': LAYOUT.replace('[280, 0]', '[300, 0]') });
  });

  it('that takes a node out takes its lines and comments out, and no others', () => {
    const { text, files } = edit(({ document }) => {
      delete document.nodes.map;
      document.edges = document.edges.filter(({ from, to }) => from !== 'map' && to !== 'map');
    });
    const kept = CANONICAL.split('\n').filter((line) => !/^ {2}(map:|- lead-in|- map)/.test(line));
    expect(text.split('\n')).toEqual(kept);
    expect(files['layout.json']).not.toContain('"map"');
  });

  it('that adds a node puts it after its first predecessor, and its edges beside their neighbours', () => {
    const { text } = edit(({ document }) => {
      document.nodes = { extra: { type: 'stop', config: {} }, ...document.nodes, second: { type: 'stop', config: {} } };
      document.edges.unshift({ from: 'map', port: 'error', to: 'extra' });
      document.edges.push({ from: 'extra', port: 'x', to: 'second' });
    });
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.startsWith('  map:'));
    expect(lines.slice(at + 1, at + 3)).toEqual(['  extra:    { type: stop }', '  second:   { type: stop }']);
    expect(text).toContain(
      '  - map.mapped -> ask-crm # the usual way\n  - map.error -> extra\n  - extra.x -> second\n',
    );
  });

  it('of the target of an edge keeps its place and comment line', () => {
    const { text } = edit(({ document }) => {
      for (const edge of document.edges) if (edge.from === 'read') edge.to = 'map';
    });
    expect(text).toContain('  # all the rest\n  - read.rejected -> map\n');
  });

  it('of the order in memory changes no byte', () => {
    const { text } = edit(({ document }) => {
      document.nodes = Object.fromEntries(Object.entries(document.nodes).reverse());
      document.edges.reverse();
    });
    expect(text).toBe(CANONICAL);
  });

  it('that makes a short node long keeps the comment behind it, above', () => {
    const { text } = edit(({ document }) => {
      const { map } = document.nodes;
      if (map) map.note = 'word '.repeat(25).trim();
    });
    expect(text).toContain('  # one for all sources\n  map:\n    type: adaptor\n    note: >-\n      word');
    expect(readFlow({ 'flow.yaml': text }).document.nodes.map?.note).toBe('word '.repeat(25).trim());
  });
});

describe('the form', () => {
  const written = (text: string): string =>
    writeFlow(readFlow({ 'flow.yaml': text }), { 'flow.yaml': text })['flow.yaml'] ?? '';

  it('follows whatever was there: quotes, indents, order of keys, flow and block', () => {
    const text =
      'name: "Test"\nedges: [ "a.x   ->  b" ]\nnodes:\n      b: {config: {}, type: \'stop\'}\n      a:\n        config:\n          z: "1"\n          y: 0x10\n        type: go\nleadflow: 1\n';
    expect(written(text)).toBe(
      'leadflow: 1\nname: Test\nnodes:\n  b:        { type: stop }\n  a:        { type: go, config: { z: "1", y: 16 } }\nedges:\n  - a.x -> b\n',
    );
  });

  it('writes a node in one line up to 100 columns', () => {
    const flow = (length: number) =>
      writeFlow(
        bundleOf({ leadflow: 1, name: 'x', nodes: { a: { type: 'x', config: { t: 'y'.repeat(length) } } }, edges: [] }),
      )['flow.yaml'] ?? '';
    const longest = flow(60).split('\n')[3] ?? '';
    expect(longest).toHaveLength(100);
    expect(flow(61)).toContain('  a:\n    type: x\n    config: { t: yy');
  });

  it('writes lists of objects one a line, and texts of several lines as they are', () => {
    const text = written(
      `leadflow: 1\nname: x\nnodes:\n  a: { type: x, config: { rows: [{ a: 1 }], list: [1, 2], body: "{\\n  1\\n}" } }\n`,
    );
    expect(text).toContain(
      '      rows:\n        - { a: 1 }\n      list: [ 1, 2 ]\n      body: |-\n        {\n          1\n        }\n',
    );
  });

  it('leaves out what the catalogue says is the default, and follows its order of fields', () => {
    const document = cleanDocument();
    document.nodes.ask = {
      type: 'ask',
      config: { unknown: 1, mode: 'fast', limit: 3, body: 'lead', endpoint: 'find-lead', connection: 'acme-crm' },
    };
    document.nodes.table = {
      type: 'table',
      config: {
        from: 'lead',
        rows: [{ success: false, status: '', value: 'A', key: 'k', createLead: true }],
        noMatch: { success: false },
      },
    };
    const text = writeFlow(bundleOf(document), {}, CATALOGUE)['flow.yaml'] ?? '';
    expect(text).toContain('config: { connection: acme-crm, endpoint: find-lead, body: lead, limit: 3, unknown: 1 }');
    expect(text).toContain('        - { key: k, value: A, createLead: true }\n      noMatch: {}\n');
  });
});

describe('expression files', () => {
  const long = '{\n  "a": lead.a,\n  "b": lead.b\n}';
  const withBody = (body: string): FlowBundle => {
    const document = cleanDocument();
    const { ask } = document.nodes;
    if (ask) ask.config.body = body;
    return bundleOf(document);
  };

  it('take an expression of more than three lines', () => {
    const files = writeFlow(withBody(long), {}, CATALOGUE);
    expect(files['ask-body.jsonata']).toBe(`${long}\n`);
    expect(files['flow.yaml']).toContain('body: { file: ask-body.jsonata }');
    expect(writeFlow(readFlow(files), files, CATALOGUE)).toEqual(files);
  });

  it('are not made for three lines, nor without a catalogue', () => {
    expect(Object.keys(writeFlow(withBody('1 +\n2 +\n3'), {}, CATALOGUE))).toEqual(['flow.yaml', 'layout.json']);
    expect(Object.keys(writeFlow(withBody(long)))).toEqual(['flow.yaml', 'layout.json']);
  });

  it('get another name where the name is taken by another text', () => {
    const files = writeFlow({ ...withBody(long), files: { 'ask-body.jsonata': 'mine' } }, {}, CATALOGUE);
    expect(files['ask-body.jsonata']).toBe('mine');
    expect(files['ask-body-2.jsonata']).toBe(`${long}\n`);
  });

  it('go when nothing names them any more, and stay when nothing ever did', () => {
    const before = { ...writeFlow(withBody(long), {}, CATALOGUE), 'stray.jsonata': '1' };
    const bundle = readFlow(before);
    const { ask } = bundle.document.nodes;
    if (ask) ask.config.body = 'lead';
    expect(Object.keys(writeFlow(bundle, before, CATALOGUE))).toEqual(['flow.yaml', 'layout.json', 'stray.jsonata']);
  });
});

describe('adaptors and connections', () => {
  it('are written in the same manner, comments kept', () => {
    const adaptor =
      '# Names of Acme.\nleadflow: 1\nname: Acme\nfields:\n  - { target: phone, from: lead.phone, required: true } # E.164\n  # who sent it\n  - { target: source, from: trigger.source }\n';
    expect(writeAdaptor(readAdaptor(adaptor), adaptor)).toBe(adaptor);
    const connection =
      '# Acme.\nleadflow: 1\nname: Acme\nscheme: https\nhost: api.acme.example:8443\nauth: { type: api-key, in: header, name: X-Key, secret: secret:acme-token }\nendpoints:\n  # the duplicate check\n  find-lead: { name: Find, method: POST, path: /leads/find, hardParams: { list_id: "1001" } }\n';
    expect(writeConnection(readConnection(connection), connection)).toBe(connection);
  });

  it('leave defaults out', () => {
    const text = writeAdaptor({
      leadflow: 1,
      name: 'A',
      fields: [{ required: false, target: 'a', empty: 'omit', from: 'x' }],
    });
    expect(text).toBe('leadflow: 1\nname: A\nfields:\n  - { target: a, from: x }\n');
  });

  it('are written anew over a file that cannot be read', () => {
    expect(writeAdaptor({ leadflow: 1, name: 'A', fields: [] }, 'a: [')).toBe('leadflow: 1\nname: A\nfields: []\n');
  });
});
