// Rows of an adaptor that have a condition, a table or a date: what a step maps, at once and where the pool must help.
import { describe, expect, it } from 'vitest';
import { adaptorReads, checkAdaptor } from '../../flows/language/check-adaptor.ts';
import type { AdaptorDocument, AdaptorField, FlowDocument, Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { readAdaptor, writeAdaptor } from '../../flows/language/text.ts';
import { adaptor as adaptorNode } from '../../nodes/adaptor.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import type { Moment } from '../../server/run/fields.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { runNode } from '../support/node-harness.ts';

type More = Pick<AdaptorDocument, 'tables' | 'zone'>;
const TABLES = { states: { CA: 'California', ca: 'calif.', NV: 'Nevada' }, codes: { yes: 1, no: 0, on: true } };
const LEAD = {
  first: 'Ann',
  state: 'CA',
  other: 'nv',
  dob: '11/21/1985',
  none: ' ',
  age: 17,
  unknown: 'XX',
  opt: 'yes',
};

function documentOf(fields: AdaptorField[], more: More = {}): AdaptorDocument {
  return { leadflow: 1, name: 'Acme', fields, tables: TABLES, ...more };
}

/** What the step makes; the pool answers with `pool`. */
async function mapped(document: AdaptorDocument, pool: Moment['pool'] = undefined, zone?: string): Promise<Json> {
  const flow: FlowDocument = {
    leadflow: 1,
    name: 'Map',
    ...(zone === undefined ? {} : { zone }),
    nodes: { in: { type: 'webhook', config: { path: 'a' } }, map: { type: 'adaptor', config: { adaptor: 'map' } } },
    edges: [{ from: 'in', port: 'lead', to: 'map' }],
  };
  const bundle = { document: flow, files: {}, layout: { nodes: {} } };
  const content = { flow: 'map', name: 'Map', version: 1, bundle, adaptors: { map: document }, endpoints: {} };
  const node = compileRelease(content, 'hash', makeLeadCheck).nodes.get('map');
  if (!node) throw new Error('The flow has no map.');
  const moment: Moment = { now: Date.parse('2026-11-21T03:00:00Z'), random: () => 0, seed: () => 0 };
  const view = { lead: LEAD, steps: {}, vars: {} };
  const config = await node.resolve(view, { ...moment, ...(pool ? { pool } : {}) });
  const { result } = await runNode(adaptorNode, { config });
  return result.value;
}

async function failureOf(promise: Promise<Json>): Promise<Failure> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw new Error(`No failure, but ${JSON.stringify(error)}.`);
  return error;
}

describe('a row with a condition', () => {
  it('is left out where it does not come to true, before what is required is counted', async () => {
    const fields: AdaptorField[] = [
      { target: 'a', when: 'lead.state = "CA"', from: 'lead.first' },
      { target: 'b', when: 'lead.state = "NV"', from: 'lead.nothing', required: true },
      { target: 'c', when: 'lead.nothing', value: 'x', default: 'y', empty: 'null' },
      { target: 'd', when: 'lead.age < 18', value: 'minor' },
    ];
    expect(await mapped(documentOf(fields))).toEqual({ a: 'Ann', d: 'minor' });
  });

  it('does not work its value out where it is not met', async () => {
    const field = { target: 'n', from: '$number(lead.first)' };
    expect(await mapped(documentOf([{ ...field, when: 'lead.none = "x"' }]))).toEqual({});
    expect((await failureOf(mapped(documentOf([{ ...field, when: 'true' }])))).code).toBe('EXPRESSION_FAILED');
  });

  it('takes the place of a row above with its target, and leaves it where it is not met', async () => {
    const fields: AdaptorField[] = [
      { target: 'list', value: 1 },
      { target: 'list', when: 'lead.state = "CA"', value: 2 },
      { target: 'list', when: 'lead.state = "NV"', value: 3 },
    ];
    expect(checkAdaptor(documentOf(fields))).toEqual([]);
    expect(await mapped(documentOf(fields))).toEqual({ list: 2 });
    expect(checkAdaptor(documentOf(fields.toReversed())).map(({ code }) => code)).toEqual(['TARGET_WRONG']);
  });

  it('asks the pool for a condition or a value that the total subset does not hold', async () => {
    const asked: string[] = [];
    const pool = async (text: string): Promise<Json> => {
      asked.push(text);
      return text.startsWith('$map') ? ['a'] : text.startsWith('$filter') ? [] : 'made';
    };
    const fields: AdaptorField[] = [
      { target: 'a', when: '$map([1], function($n) { $n })', from: 'lead.first' },
      { target: 'b', when: '$filter([1], function($n) { false })', from: 'lead.first' },
      { target: 'c', when: 'lead.first = "Ann"', from: '($x := "made"; $x)', default: 'd' },
    ];
    expect(await mapped(documentOf(fields), pool)).toEqual({ a: 'Ann', c: 'made' });
    expect(asked).toHaveLength(3);
  });
});

describe('a row that looks its value up', () => {
  it.each<[string, AdaptorField, Json | undefined]>([
    ['by the line in its own letters', { target: 'x', from: 'lead.state', lookup: 'states' }, 'California'],
    ['by one in other letters', { target: 'x', from: 'lead.other', lookup: 'states' }, 'Nevada'],
    ['with a number or a yes', { target: 'x', from: 'lead.opt', lookup: 'codes' }, 1],
    ['and then gives it its type', { target: 'x', from: 'lead.opt', lookup: 'codes', type: 'string' }, '1'],
    ['of a fixed value too', { target: 'x', value: 'NV', lookup: 'states' }, 'Nevada'],
    [
      'taking the default for what it lacks',
      { target: 'x', from: 'lead.unknown', lookup: 'states', default: 'D' },
      'D',
    ],
    ['leaving out what it lacks', { target: 'x', from: 'lead.unknown', lookup: 'states' }, undefined],
    ['keeping it', { target: 'x', from: 'lead.unknown', lookup: 'states', otherwise: 'keep', default: 'D' }, 'XX'],
    [
      'passing over the default',
      { target: 'x', from: 'lead.unknown', lookup: 'states', otherwise: 'empty', default: 'D', empty: 'null' },
      null,
    ],
    ['and never the default itself', { target: 'x', from: 'lead.none', lookup: 'states', default: 'CA' }, 'CA'],
  ])('%s', async (_how, field, wanted) => {
    expect(await mapped(documentOf([field]))).toEqual(wanted === undefined ? {} : { x: wanted });
  });

  it('stops the lead where that is wanted, naming the value and the table', async () => {
    const field: AdaptorField = {
      target: 'x',
      from: 'lead.unknown',
      lookup: 'states',
      otherwise: 'fail',
      default: 'D',
    };
    const failure = await failureOf(mapped(documentOf([field])));
    expect(failure.message + failure.detail).toContain('"XX" is not in the table states.');
    const required: AdaptorField = { target: 'x', from: 'lead.unknown', lookup: 'states', required: true };
    expect((await failureOf(mapped(documentOf([required])))).code).toBe('MAPPING_INCOMPLETE');
  });

  it('never reaches what every object has', async () => {
    const field: AdaptorField = { target: 'x', value: 'constructor', lookup: 'states' };
    expect(await mapped(documentOf([field]))).toEqual({});
  });
});

describe('a row that is a date', () => {
  const age: AdaptorField = { target: 'x', from: 'lead.dob', date: 'age' };

  it('is meant in the zone of the adaptor, else of the flow, at the time of the run', async () => {
    expect(await mapped(documentOf([age]))).toEqual({ x: 41 });
    expect(await mapped(documentOf([age]), undefined, 'America/Denver')).toEqual({ x: 40 });
    expect(await mapped(documentOf([age], { zone: 'UTC' }), undefined, 'America/Denver')).toEqual({ x: 41 });
  });

  it('counts as empty where it is none', async () => {
    const field: AdaptorField = { target: 'x', from: 'lead.first', date: 'm/d/Y', default: '01/01/1970' };
    expect(await mapped(documentOf([field]))).toEqual({ x: '01/01/1970' });
    const failure = await failureOf(mapped(documentOf([{ ...field, otherwise: 'fail' }])));
    expect(failure.message + failure.detail).toContain('"Ann" is no date that can be read.');
  });
});

describe('the file of an adaptor', () => {
  const TEXT = `leadflow: 1
name: Acme
zone: America/Denver
fields:
  - { target: state, from: lead.state, lookup: states, otherwise: keep }
  - { target: dob, when: lead.age > 17, from: lead.dob, date: m/d/Y, dayFirst: true }
tables:
  states:
    CA: California
    NV: Nevada
`;

  it('is read and written without a changed byte, a line of a table a line', () => {
    const document = readAdaptor(TEXT, 'adaptors/acme.yaml');
    expect(writeAdaptor(document, TEXT)).toBe(TEXT);
    expect(writeAdaptor(document)).toBe(TEXT);
    expect(checkAdaptor(document)).toEqual([]);
  });

  it.each([
    ['a date format', 'fields: [{ target: a, date: whenever }]', /fields\.0\.date|date/],
    ['a way out', 'fields: [{ target: a, otherwise: perhaps }]', /otherwise/],
    ['a table of lists', 'fields: []\ntables: { states: { CA: [California] } }', /tables|CA/],
    ['a table of a name that is none', 'fields: []\ntables: { US States: { CA: x } }', /US States/],
  ])('is refused with %s that we do not have', (_what, lines, says) => {
    const read = (): AdaptorDocument => readAdaptor(`leadflow: 1\nname: A\n${lines}\n`, 'adaptors/a.yaml');
    expect(read).toThrow(Failure);
    try {
      read();
    } catch (error) {
      expect(JSON.stringify(error instanceof Failure ? [error.detail, error.fields] : '')).toMatch(says);
    }
  });

  it('has a table for each row that looks one up, readable conditions, and a zone', () => {
    const problems = checkAdaptor(
      documentOf(
        [
          { target: 'a', from: 'lead.x', lookup: 'gone' },
          { target: 'b', when: 'lead.x and', value: 1 },
          { target: 'c', from: 'lead.x', lookup: 'states', date: 'Ymd' },
        ],
        { zone: 'Mars/Olympus' },
      ),
    );
    expect(problems.map(({ field }) => field)).toEqual(['zone', 'fields.0.lookup', 'fields.1.when', 'fields.2.date']);
    expect(problems[2]).toMatchObject({ code: 'EXPRESSION_UNREADABLE', at: 10 });
  });

  it('reads what its conditions read', () => {
    expect(adaptorReads(documentOf([{ target: 'a', when: 'steps.ask.ok', from: 'lead.x' }]))).toEqual([
      ['steps', 'ask', 'ok'],
      ['lead', 'x'],
    ]);
  });
});
