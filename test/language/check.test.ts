// Every problem that a flow can have: one document that shows it, and the clean flow that does not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../flows/language/catalogue.ts';
import { check } from '../../flows/language/check.ts';
import { checkDrawing } from '../../flows/language/check-drawing.ts';
import type { FlowBundle, FlowDocument, FlowNode, JsonObject } from '../../flows/language/document.ts';
import { bundleOf, CATALOGUE, cleanDocument, FLOW_BUNDLE, JSON_VALUE, KNOWN } from './sample.ts';

const AGAINST = { catalogue: CATALOGUE, known: KNOWN, slug: 'clean' };

/** The problems of the clean flow after a change. */
function problemsAfter(change: (document: FlowDocument) => void, files: Record<string, string> = {}): Problem[] {
  const document = cleanDocument();
  change(document);
  return check(bundleOf(document, files), AGAINST);
}

function config(document: FlowDocument, id: string): JsonObject {
  return document.nodes[id]?.config ?? {};
}

function add(document: FlowDocument, id: string, node: FlowNode, from?: [from: string, port: string]): void {
  document.nodes[id] = node;
  if (from) document.edges.push({ from: from[0], port: from[1], to: id });
}

const long = 'a'.repeat(60);

/** What shows each problem: the change, and what must be said of it. */
const SHOWN: [
  code: string,
  change: (document: FlowDocument) => void,
  expected: Partial<Omit<Problem, 'says'>> & { says: RegExp },
][] = [
  ['TRIGGER_MISSING', (d) => delete d.nodes['lead-in'], { says: /no trigger/ }],
  [
    'TRIGGER_TWICE',
    (d) => add(d, 'second', { type: 'webhook', config: { path: 'x' } }),
    { node: 'second', says: /2 triggers: “Webhook” \(lead-in\) and “Webhook” \(second\)/ },
  ],
  [
    'CYCLE',
    (d) => d.edges.push({ from: 'answer', port: 'answered', to: 'map' }),
    { says: /“Adaptor” \(map\) → “Ask the CRM” → / },
  ],
  ['NODE_TYPE_UNKNOWN', (d) => add(d, 'odd', { type: 'magic', config: {} }), { node: 'odd', says: /the type “magic”/ }],
  ['NODE_TYPE_UNKNOWN', (d) => add(d, 'odd', { type: 'toString', config: {} }), { node: 'odd', says: /toString/ }],
  [
    'NODE_UNREACHABLE',
    (d) => add(d, 'alone', { type: 'stop', config: {} }),
    { node: 'alone', says: /No edge leads from the trigger to “Stop” \(alone\)/ },
  ],
  ['PORT_UNCONNECTED', (d) => d.edges.splice(2, 1), { node: 'ask', says: /port “answered” of “Ask the CRM”/ }],
  [
    'EDGE_FROM_UNKNOWN',
    (d) => d.edges.push({ from: 'gone', port: 'x', to: 'map' }),
    { edge: 'gone.x -> map', says: /comes from “gone”/ },
  ],
  [
    'EDGE_TO_UNKNOWN',
    (d) => d.edges.push({ from: 'ask', port: 'error', to: 'gone' }),
    { node: 'ask', edge: 'ask.error -> gone', says: /leads to “gone”/ },
  ],
  [
    'EDGE_INTO_TRIGGER',
    (d) => d.edges.push({ from: 'ask', port: 'error', to: 'lead-in' }),
    { node: 'lead-in', says: /where a flow begins/ },
  ],
  [
    'PORT_UNKNOWN',
    (d) => d.edges.push({ from: 'ask', port: 'oops', to: 'answer' }),
    { node: 'ask', edge: 'ask.oops -> answer', says: /no port “oops”. Its ports: answered, error/ },
  ],
  [
    'PORT_TWICE',
    (d) => d.edges.push({ from: 'ask', port: 'answered', to: 'answer' }),
    { node: 'ask', says: /Two edges leave the port “answered”/ },
  ],
  [
    'FIELD_MISSING',
    (d) => delete config(d, 'lead-in').path,
    { node: 'lead-in', field: 'path', says: /“Path” is missing/ },
  ],
  [
    'FIELD_MISSING',
    (d) => (config(d, 'ask').endpoint = ''),
    { node: 'ask', field: 'endpoint', says: /“Endpoint” is missing/ },
  ],
  [
    'FIELD_MISSING',
    (d) => (config(d, 'table').rows = [{ value: 'x' }]),
    { field: 'rows.0.key', says: /“Key” in row 1 of “Rows” is missing/ },
  ],
  [
    'FIELD_WRONG',
    (d) => (config(d, 'ask').limit = 1.5),
    { field: 'limit', says: /“Limit” must be a whole number, but it is the number 1.5/ },
  ],
  ['FIELD_WRONG', (d) => (config(d, 'ask').limit = 0), { field: 'limit', says: /must be 1 or more/ }],
  [
    'FIELD_WRONG',
    (d) => (config(d, 'ask').mode = 'slow'),
    { field: 'mode', says: /one of fast, sure, but it is the text “slow”/ },
  ],
  ['FIELD_WRONG', (d) => (config(d, 'ask').body = 5), { field: 'body', says: /“Body” must be a text/ }],
  [
    'FIELD_WRONG',
    (d) => (config(d, 'answer').success = 'yes'),
    { field: 'success', says: /“Success” must be Yes or No/ },
  ],
  [
    'FIELD_WRONG',
    (d) => (config(d, 'table').rows = [{ key: 'a', createLead: 'yes' }]),
    { field: 'rows.0.createLead', says: /“Create lead” in row 1 of “Rows”/ },
  ],
  [
    'FIELD_UNKNOWN',
    (d) => (config(d, 'ask').bodi = 'x'),
    { severity: 'warning', field: 'bodi', says: /“bodi” is not known/ },
  ],
  [
    'SECRET_IN_CONFIG',
    (d) => (config(d, 'answer').message = 'Bearer abcdefghij1234567890'),
    { node: 'answer', field: 'message', says: /looks like a password/ },
  ],
  [
    'SECRET_IN_CONFIG',
    (d) => (d.vars = { key: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' }),
    { field: 'vars.key', says: /the flow itself/ },
  ],
  [
    'RETRY_WRONG',
    (d) => Object.assign(d.nodes.ask ?? {}, { retry: { attempts: 0, backoff: '5s..10m' } }),
    { field: 'retry.attempts', says: /0 times/ },
  ],
  [
    'RETRY_WRONG',
    (d) => Object.assign(d.nodes.ask ?? {}, { retry: { attempts: 3, backoff: 'soon' } }),
    { field: 'retry.backoff', says: /“soon”/ },
  ],
  [
    'CONNECTION_UNKNOWN',
    (d) => (config(d, 'ask').connection = 'nope'),
    { field: 'connection', says: /connection “nope”/ },
  ],
  ['ENDPOINT_UNKNOWN', (d) => (config(d, 'ask').endpoint = 'nope'), { field: 'endpoint', says: /endpoint “nope”/ }],
  ['ADAPTOR_UNKNOWN', (d) => (config(d, 'map').adaptor = 'toString'), { field: 'adaptor', says: /adaptor “toString”/ }],
  [
    'LIST_UNKNOWN',
    (d) => add(d, 'look', { type: 'look', config: { list: 'nope' } }),
    { field: 'list', says: /list “nope”/ },
  ],
  [
    'DNC_LIST_UNKNOWN',
    (d) => add(d, 'look', { type: 'look', config: { dnc: ['account', 'nope'] } }),
    { field: 'dnc.1', says: /DNC list “nope”/ },
  ],
  ['LEAD_LIST_UNKNOWN', (d) => (config(d, 'create').list = 'nope'), { field: 'list', says: /lead list “nope”/ }],
  ['STATUS_UNKNOWN', (d) => (config(d, 'create').status = 'nope'), { field: 'status', says: /status “nope”/ }],
  [
    'STATUS_UNKNOWN',
    (d) => (config(d, 'table').noMatch = { status: 'nope' }),
    { field: 'noMatch.status', says: /status “nope”/ },
  ],
  ['PATH_MALFORMED', (d) => (config(d, 'lead-in').path = '/acme/leads'), { field: 'path', says: /“\/acme\/leads”/ }],
  ['PATH_MALFORMED', (d) => (config(d, 'lead-in').path = 'a/../b'), { field: 'path', says: /not an address/ }],
  [
    'PATH_TAKEN',
    (d) => (config(d, 'lead-in').path = 'other/leads'),
    { field: 'path', says: /flow “other-flow” listens there/ },
  ],
  [
    'EXPRESSION_UNREADABLE',
    (d) => (config(d, 'ask').body = 'lead.a ++'),
    { field: 'body', says: /“Ask the CRM”: the expression in body cannot be read at character \d+: / },
  ],
  [
    'EXPRESSION_UNREADABLE',
    (d) => (config(d, 'ask').headers = [{ name: 'a', value: '=(' }]),
    { field: 'headers.0.value', says: /headers\.0\.value/ },
  ],
  [
    'READS_UNKNOWN_STEP',
    (d) => (config(d, 'ask').body = 'steps.mapp.phone'),
    { field: 'body', says: /reads steps\.mapp, but there is no such step/ },
  ],
  [
    'READS_LATER_STEP',
    (d) => (config(d, 'ask').body = 'steps.table'),
    { field: 'body', says: /“Key\/value table” \(table\), which comes later/ },
  ],
  ['READS_LATER_STEP', (d) => (config(d, 'ask').body = 'steps.ask'), { says: /reads its own step/ }],
  [
    'READS_SKIPPED_STEP',
    (d) => (config(d, 'answer').message = '=steps.create.leadId'),
    {
      node: 'answer',
      field: 'message',
      says: /“Create lead” \(create\), but a lead can get here without passing it/,
    },
  ],
  [
    'TRIGGER_EXPRESSION_NOT_TOTAL',
    (d) => (config(d, 'lead-in').idempotency = '$map(lead.a, function($x) { $x })'),
    { node: 'lead-in', field: 'idempotency', says: /too general for a trigger/ },
  ],
  ['VALUE_UNKNOWN', (d) => (config(d, 'ask').body = 'vars.capp'), { severity: 'warning', says: /reads vars\.capp/ }],
  [
    'VALUE_UNKNOWN',
    (d) => (config(d, 'ask').body = 'phone_number'),
    { severity: 'warning', says: /reads “phone_number”, and there is no such thing/ },
  ],
  [
    'FILE_MISSING',
    (d) => (config(d, 'ask').body = { file: 'gone.jsonata' }),
    { node: 'ask', says: /gone\.jsonata, which is not in the flow’s folder/ },
  ],
  [
    'ROW_NOT_DONE',
    (d) => (config(d, 'table').noMatch = { createLead: true }),
    {
      node: 'table',
      field: 'noMatch.createLead',
      says: /The row “no match” of .* says “Create lead: Yes”, but no step on its way creates a lead/,
    },
  ],
  [
    'ROW_NOT_DONE',
    (d) => (config(d, 'table').rows = [{ key: 'a' }, { key: 'b', addToDnc: true }]),
    { field: 'rows.1.addToDnc', says: /Row 2 .* “Add to DNC: Yes”/ },
  ],
  [
    'ROW_NOT_DONE',
    (d) => d.edges.splice(5, 1),
    { field: 'rows.0.success', says: /“Success: Yes”, but no step on its way responds/ },
  ],
  [
    'DOCUMENT_UNREADABLE',
    (d) => Object.assign(d.nodes, { [long + long]: { type: 'stop', config: {} } }),
    { says: /is not an id/ },
  ],
];

describe('check', () => {
  it('finds nothing wrong with the clean flow', () => {
    expect(check(bundleOf(cleanDocument()), AGAINST)).toEqual([]);
  });

  it.each(SHOWN)('reports %s', (code, change, expected) => {
    const found = problemsAfter(change).find((problem) => problem.code === code);
    expect(found).toMatchObject({ severity: 'error', ...expected, says: expect.stringMatching(expected.says) });
    expect(found?.remedy).toMatch(/^[A-Z].*\.$/);
    expect(`${found?.says} ${found?.remedy}`).not.toMatch(/undefined|\[object|null/);
  });

  it('reports an expression that cannot be read at its place, in fields and in files', () => {
    const inFile = problemsAfter((d) => (config(d, 'ask').body = { file: 'b.jsonata' }), {
      'b.jsonata': '{\n  "a": \n}\n',
    });
    expect(inFile).toHaveLength(1);
    expect(inFile[0]).toMatchObject({
      code: 'EXPRESSION_UNREADABLE',
      at: 10,
      says: expect.stringMatching(/body \(b\.jsonata\) cannot be read at line 3, character 1/),
    });
  });

  it('reports secrets in notes and files, too', () => {
    const key = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
    const found = problemsAfter(
      (d) => {
        Object.assign(d.nodes.ask ?? {}, { note: `The key is ${key}` });
        config(d, 'ask').body = { file: 'b.jsonata' };
      },
      { 'b.jsonata': `{ "key": "${key}" }` },
    );
    expect(found.map(({ code, node, field }) => [code, node, field])).toEqual([
      ['SECRET_IN_CONFIG', 'ask', 'note'],
      ['SECRET_IN_CONFIG', undefined, 'b.jsonata'],
    ]);
  });

  it('reports a file that no step uses', () => {
    expect(problemsAfter(() => {}, { 'a.jsonata': '1' })).toMatchObject([{ code: 'FILE_UNUSED', severity: 'warning' }]);
  });

  it('reports an adaptor whose fields read a step that may be skipped', () => {
    const known = {
      ...KNOWN,
      adaptors: {
        'acme-crm': {
          reads: [
            ['steps', 'create', 'leadId'],
            ['lead', 'x'],
          ],
        },
      },
    };
    const document = cleanDocument();
    add(document, 'again', { type: 'adaptor', config: { adaptor: 'acme-crm' } }, ['answer', 'answered']);
    const found = check(bundleOf(document), { ...AGAINST, known }).filter(({ node }) => node === 'again');
    expect(found.map(({ code, field }) => [code, field])).toEqual([
      ['PORT_UNCONNECTED', undefined],
      ['READS_SKIPPED_STEP', 'adaptor'],
    ]);
    expect(found[1]?.says).toMatch(/^The adaptor “acme-crm” of “Adaptor” \(again\) reads “Create lead”/);
  });

  it('takes the own path of a flow for free, and a new flow owns none', () => {
    expect(check(bundleOf(cleanDocument()), { ...AGAINST, slug: undefined }).map(({ code }) => code)).toEqual([
      'PATH_TAKEN',
    ]);
  });

  it('does not report the endpoint of a connection that does not exist', () => {
    expect(problemsAfter((d) => (config(d, 'ask').connection = 'nope')).map(({ code }) => code)).toEqual([
      'CONNECTION_UNKNOWN',
    ]);
  });

  it('reads what every way passes, also through a branch that joins', () => {
    expect(
      problemsAfter((d) => (config(d, 'answer').message = '=steps.table.row & steps.map.a & lead.b & vars.cap')),
    ).toEqual([]);
  });

  it('reports each of two cycles, and two faults of one node', () => {
    const found = problemsAfter((d) => {
      d.edges.push({ from: 'map', port: 'error', to: 'map' }, { from: 'ask', port: 'error', to: 'ask' });
      Object.assign(config(d, 'ask'), { limit: 'x', mode: 'x' });
    });
    expect(found.map(({ code }) => code)).toEqual(['CYCLE', 'CYCLE', 'FIELD_WRONG', 'FIELD_WRONG']);
  });

  it('takes rows with exits of their own by their own way', () => {
    const codes = problemsAfter((d) => {
      config(d, 'table').rows = [
        { key: 'a', createLead: true, port: 'new' },
        { key: 'b', createLead: true, port: 'old' },
      ];
      d.edges.splice(3, 1, { from: 'table', port: 'new', to: 'create' }, { from: 'table', port: 'old', to: 'dnc' });
    });
    expect(codes.map(({ code, field }) => [code, field])).toEqual([['ROW_NOT_DONE', 'rows.1.createLead']]);
  });
});

describe('garbage', () => {
  it('never makes check throw', () => {
    const any = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true });
    fc.assert(
      fc.property(any, (garbage) => check(garbage as FlowBundle, AGAINST).length > 0),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(FLOW_BUNDLE, (bundle) => Array.isArray(check(bundle, AGAINST))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(JSON_VALUE, fc.constantFrom(...Object.keys(CATALOGUE)), (value, type) => {
        const schema = CATALOGUE[type]?.config.properties ?? {};
        const filled = Object.fromEntries(Object.keys(schema).map((key) => [key, value]));
        const document: FlowDocument = { leadflow: 1, name: 'x', nodes: { a: { type, config: filled } }, edges: [] };
        return check(bundleOf(document), AGAINST).length > 0;
      }),
      { numRuns: 300 },
    );
  });

  it('that goes round in itself is refused', () => {
    const round: Record<string, unknown> = {};
    round.document = round;
    expect(check(round as unknown as FlowBundle, AGAINST)[0]?.code).toBe('DOCUMENT_UNREADABLE');
  });
});

describe('the checks that the editor runs', () => {
  it('tell a clean step from one that leads nowhere, in a drawing of 300', () => {
    const document = cleanDocument();
    let last: [string, string] = ['answer', 'answered'];
    for (let i = 0; i < 300; i += 1) {
      const id = `n${i}`;
      add(
        document,
        id,
        { type: i % 3 === 0 ? 'table' : 'ask', config: config(document, i % 3 === 0 ? 'table' : 'ask') },
        last,
      );
      last = [id, i % 3 === 0 ? 'matched' : 'answered'];
      if (i % 3 === 0) document.edges.push({ from: id, port: 'no-match', to: 'answer' });
    }
    document.edges = document.edges.filter(({ port, to }) => port !== 'no-match' || to !== 'answer');
    const of = (node: string) => checkDrawing(document, CATALOGUE).filter((each) => each.node === node);
    expect(of('n151')).toEqual([]);
    document.edges = document.edges.filter(({ from }) => from !== 'n151');
    expect(of('n151')).not.toEqual([]);
  });
});
