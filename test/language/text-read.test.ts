// Reading: what the files say is found, and each thing that can be wrong with them is named with its line and column.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { readAdaptor, readCase, readConnection, readFlow } from '../../flows/language/text.ts';

const HEAD = 'leadflow: 1\nname: Test\n';

/** The faults of a folder as `place says` lines. */
function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.code).toBe('TEXT_UNREADABLE');
    expect(error.detail).toBeTruthy();
    return error.fields.map(({ field, says }) => `${field} ${says}`);
  }
  return [];
}

function flowFaults(text: string, others: Record<string, string> = {}): string[] {
  return faultsOf(() => readFlow({ 'flow.yaml': text, ...others }));
}

describe('a flow folder', () => {
  it('is read into document, files and layout', () => {
    const bundle = readFlow({
      'flow.yaml': `${HEAD}vars: { cap: 5 }\nnodes:\n  a: { type: webhook, config: { path: x } }\n  b:\n    type: stop\nedges:\n  - a.lead -> b\n`,
      'layout.json': '{ "nodes": { "a": [1, 2] }, "notes": [{ "text": "hi", "at": [3, 4] }] }',
      'map.jsonata': '{ }\n',
      'cases/one.yaml': 'not: [read',
      'README.md': 'not read either',
    });
    expect(bundle).toEqual({
      document: {
        leadflow: 1,
        name: 'Test',
        vars: { cap: 5 },
        nodes: { a: { type: 'webhook', config: { path: 'x' } }, b: { type: 'stop', config: {} } },
        edges: [{ from: 'a', port: 'lead', to: 'b' }],
      },
      files: { 'map.jsonata': '{ }\n' },
      layout: { nodes: { a: [1, 2] }, notes: [{ text: 'hi', at: [3, 4] }] },
    });
  });

  it('needs nothing but a name', () => {
    expect(readFlow({ 'flow.yaml': HEAD })).toEqual({
      document: { leadflow: 1, name: 'Test', nodes: {}, edges: [] },
      files: {},
      layout: { nodes: {} },
    });
    expect(readFlow({ 'flow.yaml': `${HEAD}nodes:\nedges:\n` }).document.nodes).toEqual({});
  });

  it('may have a byte order mark and CRLF line ends, in every file', () => {
    const bundle = readFlow({
      'flow.yaml': `\ufeff${HEAD}nodes:\n  a:\n    type: x\n    note: |\n      one\n      two\n`.replaceAll(
        '\n',
        '\r\n',
      ),
      'layout.json': '\ufeff{\r\n  "nodes": {}\r\n}',
      'a.jsonata': '\ufeff1 +\r\n2\r\n',
    });
    expect(bundle.document.nodes.a?.note).toBe('one\ntwo\n');
    expect(bundle.files).toEqual({ 'a.jsonata': '1 +\n2\n' });
  });

  it('may have places at the top of layout.json', () => {
    expect(readFlow({ 'flow.yaml': HEAD, 'layout.json': '{"nodes":[1,2],"b":[3,4]}' }).layout.nodes).toEqual({
      nodes: [1, 2],
      b: [3, 4],
    });
  });
});

describe('a flow file that cannot be read says where and why', () => {
  const cases: [what: string, text: string, ...faults: (string | RegExp)[]][] = [
    ['an empty file', '', 'flow.yaml:1:1 The file is empty. It needs: leadflow, name.'],
    ['a list', '- 1', /^flow\.yaml:1:1 The file must hold named fields/],
    ['a syntax error', 'leadflow: 1\nname: [x\n', /^flow\.yaml:3:1 /],
    ['a tab as indent', 'leadflow: 1\nnodes:\n\ta: 1\n', /^flow\.yaml:3:1 Tabs are not allowed/],
    [
      'two documents',
      'a: 1\n---\nb: 1\n',
      'flow.yaml:2:1 The file holds more than one document. Take out what follows the line ---.',
    ],
    ['a directive', '%YAML 1.1\n---\na: 1\n', /^flow\.yaml:1:1 Directives/],
    [
      'a merge conflict',
      `${HEAD}<<<<<<< HEAD\nnodes: {}\n=======\n>>>>>>> theirs\n`,
      /^flow\.yaml:3:1 This is a merge-conflict marker/,
    ],
    ['a key that is there twice', `${HEAD}name: Other\n`, 'flow.yaml:3:1 “name” is there twice. Keep one of the two.'],
    [
      'a node that is there twice',
      `${HEAD}nodes:\n  a: { type: x }\n  a: { type: y }\n`,
      /^flow\.yaml:5:3 “a” is there twice/,
    ],
    ['an anchor', `${HEAD}vars: &v { a: 1 }\n`, /^flow\.yaml:3:\d+ Anchors/],
    ['an alias', `${HEAD}vars: { a: &x 1, b: *x }\n`, /Anchors/, /^flow\.yaml:3:21 Aliases/],
    ['a tag', `${HEAD}vars: { a: !!binary aGk= }\n`, /^flow\.yaml:3:\d+ Tags/],
    ['a key that is no text', `${HEAD}vars: { ? [a] : 1 }\n`, /must be plain text/],
    [
      '__proto__ as a node',
      `${HEAD}nodes:\n  __proto__: { type: x }\n`,
      'flow.yaml:4:3 “__proto__” is not allowed as a name.',
    ],
    [
      'constructor in a config',
      `${HEAD}nodes:\n  a: { type: x, config: { constructor: 1 } }\n`,
      /^flow\.yaml:4:27 “constructor” is not allowed/,
    ],
    [
      'a number that cannot be kept',
      `${HEAD}vars: { id: 123456789012345678 }\n`,
      /^flow\.yaml:3:13 This number has too many digits/,
    ],
    ['a number of too many digits', `${HEAD}vars: { id: 1000000000000000000001 }\n`, /too many digits/],
    ['infinity', `${HEAD}vars: { id: .inf }\n`, /^flow\.yaml:3:13 This is not a value/],
    [
      'a newer format',
      'leadflow: 2\nname: x\nnew: 1\n',
      'flow.yaml:1:11 This file is of format 2; this Leadflow reads format 1. Use a Leadflow that reads format 2.',
    ],
    ['no format', 'name: x\n', 'flow.yaml:1:1 “leadflow” is missing.'],
    ['a format that is text', 'leadflow: one\nname: x\n', /^flow\.yaml:1:11 “leadflow” must be 1/],
    ['no name', 'leadflow: 1\n', 'flow.yaml:1:1 “name” is missing.'],
    ['a number as name', 'leadflow: 1\nname: 5\n', 'flow.yaml:2:7 “name” must be a text, but it is the number 5.'],
    ['an unknown key', `${HEAD}nodez: {}\n`, /^flow\.yaml:3:1 “nodez” is not known\. Known are: leadflow, name,/],
    ['nodes as a list', `${HEAD}nodes: [a]\n`, /^flow\.yaml:3:1 “nodes” must be an object/],
    ['a node that is text', `${HEAD}nodes:\n  a: webhook\n`, /^flow\.yaml:4:6 “a” in “nodes” must be an object/],
    [
      'a node without type',
      `${HEAD}nodes:\n  a: { config: {} }\n`,
      /^flow\.yaml:4:3 “type” in “a” in “nodes” is missing/,
    ],
    [
      'an unknown key of a node',
      `${HEAD}nodes:\n  a: { type: x, confg: {} }\n`,
      /^flow\.yaml:4:17 “confg” is not known in “a”/,
    ],
    ['a config that is a list', `${HEAD}nodes:\n  a: { type: x, config: [] }\n`, /^flow\.yaml:4:17 “config” in “a”/],
    [
      'a retry without pause',
      `${HEAD}nodes:\n  a: { type: x, retry: { attempts: 3 } }\n`,
      /“backoff” in “retry” in “a”/,
    ],
    [
      'another onUnknown',
      `${HEAD}nodes:\n  a: { type: x, onUnknown: probe }\n`,
      /must be one of retry, hold, but it is the text “probe”/,
    ],
    ['an id with capitals', `${HEAD}nodes:\n  Ask: { type: x }\n`, /^flow\.yaml:4:3 “Ask” is not an id/],
    ['an empty id', `${HEAD}nodes:\n  "": { type: x }\n`, /^flow\.yaml:4:3 “” is not an id/],
    [
      'an id of 10 kB',
      `${HEAD}nodes:\n  ? ${'a'.repeat(10_000)}\n  : { type: x }\n`,
      /^flow\.yaml:4:5 “a{60}…” is not an id/,
    ],
    ['an edge without a port', `${HEAD}edges:\n  - a -> b\n`, /^flow\.yaml:4:5 An edge is written node\.port -> node/],
    ['an edge without an arrow', `${HEAD}edges:\n  - a.b c\n`, /^flow\.yaml:4:5 An edge/],
    ['an edge to no id', `${HEAD}edges:\n  - a.b -> B!\n`, /^flow\.yaml:4:5 An edge/],
    ['an edge that is a number', `${HEAD}edges:\n  - 5\n`, /^flow\.yaml:4:5 row 1 of “edges” must be a text/],
    [
      'a file that leads out',
      `${HEAD}nodes:\n  a: { type: x, config: { body: { file: ../b.jsonata } } }\n`,
      /^flow\.yaml:4:41 An expression file is a plain name/,
    ],
  ];

  it.each(cases)('%s', (_what, text, ...expected) => {
    const faults = flowFaults(text);
    expect(faults).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) {
      if (typeof one === 'string') expect(faults[i]).toBe(one);
      else expect(faults[i]).toMatch(one);
    }
  });

  it('lists all of several faults', () => {
    const faults = flowFaults(`${HEAD}foo: 1\nnodes:\n  A: { type: x }\n  b: { type: 5 }\n`);
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'flow.yaml:3:1',
      'flow.yaml:5:3',
      'flow.yaml:6:14',
    ]);
  });

  it('over 1 MB, in bytes', () => {
    expect(flowFaults(`${HEAD}# ${'x'.repeat(1_000_000)}\n`)).toEqual([
      'flow.yaml:1:1 The file is larger than 1 MB. Make it smaller.',
    ]);
    expect(flowFaults(`${HEAD}# ${'ä'.repeat(500_000)}\n`)).toHaveLength(1);
    expect(flowFaults(`${HEAD}# ${'x'.repeat(900_000)}\n`)).toEqual([]);
  });

  it('nested without end, quickly', () => {
    const deep = [
      '['.repeat(19_000),
      '['.repeat(900_000),
      '- '.repeat(100_000),
      '{a: '.repeat(9_000),
      `a: ${'[ '.repeat(70)}${'] '.repeat(70)}`,
    ];
    for (const text of deep) expect(flowFaults(text)[0]).toMatch(/nested/);
  });

  it('with a hundred thousand keys, quickly', () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `  k${i}: 1\n`).join('');
    expect(flowFaults(`${HEAD}vars:\n${keys}`)).toEqual([]);
  });
});

describe('the other files of the folder', () => {
  it('need plain names', () => {
    for (const name of ['../a.jsonata', '/etc/passwd', 'C:\\a', 'a\\b.jsonata', 'x/../../y', './a', '']) {
      expect(flowFaults(HEAD, { [name]: '' })[0]).toContain('leads out of the flow’s folder');
    }
    expect(flowFaults(HEAD, { 'cases/a.yaml': '', 'a.jsonata': '1' })).toEqual([]);
  });

  it('are refused with a merge conflict', () => {
    expect(flowFaults(HEAD, { 'a.jsonata': '1 +\n<<<<<<< HEAD\n2\n' })[0]).toMatch(/^a\.jsonata:2:1 This is a merge/);
  });

  it('say what is wrong with the layout', () => {
    const layout = (text: string) => flowFaults(HEAD, { 'layout.json': text })[0];
    expect(layout('{')).toMatch(/^layout\.json:1:\d /);
    expect(layout('{ "nodes": {\n  "a": [1] } }')).toMatch(/^layout\.json:2:\d “a” in “nodes” needs at least 2/);
    expect(layout('{ "nodes": { "a": ["x", 1] } }')).toMatch(/must be a number/);
    expect(layout('{ "nodes": { "a": [99999999, 1] } }')).toMatch(/must be 10000000 or less/);
    expect(layout('{ "groups": {} }')).toMatch(/“groups” is not known/);
    expect(layout('[1]')).toMatch(/must be an object/);
  });

  it('need flow.yaml', () => {
    expect(faultsOf(() => readFlow({}))).toEqual(['flow.yaml:1:1 The file flow.yaml is missing. Every flow has one.']);
  });
});

describe('adaptors, connections and cases', () => {
  const connection = (more: string): string =>
    `leadflow: 1\nname: Acme\nscheme: https\nhost: api.acme.example\n${more}`;
  const endpoints = 'endpoints:\n  find: { name: Find, method: POST, path: /find }\n';

  it('are read', () => {
    expect(readAdaptor('leadflow: 1\nname: A\nfields:\n  - { target: a.b, from: lead.x, default: null }\n')).toEqual({
      leadflow: 1,
      name: 'A',
      fields: [{ target: 'a.b', from: 'lead.x', default: null }],
    });
    expect(readConnection(connection(`auth: { type: bearer, secret: "secret:acme" }\n${endpoints}`)).auth).toEqual({
      type: 'bearer',
      secret: 'secret:acme',
    });
    const found = readCase(
      'name: One\nlead: { phone: "1" }\nanswers:\n  ask: [{ body: { a: 1 } }, { fail: REMOTE_TLS }]\nexpect: { path: [a] }\n',
    );
    expect(found).toEqual({
      name: 'One',
      lead: { phone: '1' },
      answers: {
        ask: [
          { status: 200, body: { a: 1 } },
          { status: 200, body: '', fail: 'REMOTE_TLS' },
        ],
      },
      expect: { path: ['a'] },
    });
  });

  it('say where they are wrong, under the name of the file', () => {
    expect(
      faultsOf(() => readAdaptor('leadflow: 1\nname: A\nfields:\n  - { from: x, empty: no }\n', 'adaptors/a.yaml')),
    ).toEqual([
      'adaptors/a.yaml:4:5 “target” in row 1 of “fields” is missing.',
      'adaptors/a.yaml:4:23 “empty” in row 1 of “fields” must be one of omit, null, empty, but it is the text “no”.',
    ]);
    const wrong = (more: string) => faultsOf(() => readConnection(connection(more), 'c.yaml'))[0];
    expect(wrong(`auth: { type: bearer, secret: abcdef }\n${endpoints}`)).toMatch(
      /^c\.yaml:5:31 “secret” in “auth” is not written.*secret:acme-token/,
    );
    expect(wrong(`auth: { type: magic }\n${endpoints}`)).toMatch(/^c\.yaml:5:1 “auth” has none of the forms/);
    expect(wrong('endpoints:\n  Find: { name: F, method: POST, path: /x }\n')).toMatch(/“Find” is not an id/);
    expect(wrong('endpoints:\n  find: { name: F, method: post, path: /x }\n')).toMatch(/must be one of GET, POST/);
    expect(wrong('endpoints:\n  find: { name: F, method: POST, path: x }\n')).toMatch(
      /“path” in “find”.*\/leads\/find/,
    );
    expect(faultsOf(() => readConnection(connection(endpoints).replace('api.acme', 'https://api')))[0]).toMatch(
      /“host” is not written/,
    );
    expect(
      faultsOf(() => readCase('name: x\nlead: []\nexpect: { outcome: fine }\nanswers: { a: [{ fail: NO }] }\n')),
    ).toHaveLength(3);
  });
});
