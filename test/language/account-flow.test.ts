// The flow that the settings of the duplicate check make: the same for the same settings, clean, and evaluated in-process.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { accountCheckFlow, usesAccountCheck } from '../../flows/language/account-check-flow.ts';
import { type AccountSettings, accountFlow, NO_CHECK, STEERING } from '../../flows/language/account-flow.ts';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { API_PARAMETERS } from '../../flows/language/lead-api-parameters.ts';

const asks: AccountSettings = {
  ...NO_CHECK,
  on: true,
  connection: 'crm',
  endpoint: 'find',
  rows: [{ key: 'status', value: 'DUP' }],
};

describe('the flow of the lead API', () => {
  it('asks nobody while the check is off or not whole', () => {
    const unchecked = accountFlow(NO_CHECK);
    expect(Object.keys(unchecked.document.nodes)).not.toContain('ask');
    for (const part of [{ on: false }, { connection: '' }, { endpoint: '' }, { rows: [] }])
      expect(accountFlow({ ...asks, ...part })).toEqual(unchecked);
  });

  it('is the same for the same settings, and keeps the order of the rows', () => {
    const rows = [
      { key: 'b', value: '1' },
      { key: 'a', value: '2', addToDnc: true },
    ];
    expect(accountFlow({ ...asks, rows })).toEqual(accountFlow(structuredClone({ ...asks, rows })));
    expect(accountFlow({ ...asks, rows }).document.nodes.table?.config.rows).toEqual(rows);
  });

  it.each(['create', 'fail'] as const)('has an edge for every way on, with the last choice %s', (noAnswer) => {
    for (const by of [asks, { ...asks, connection: '', endpoint: '', flow: 'knows' }]) {
      const flows = [accountFlow({ ...by, noAnswer }), accountCheckFlow({ ...by, noAnswer })];
      for (const { document } of flows.filter((flow): flow is FlowBundle => flow !== undefined)) {
        const { nodes, edges } = document;
        for (const { from, to } of edges) expect([from, to].filter((id) => !Object.hasOwn(nodes, id))).toEqual([]);
        expect(new Set(edges.map(({ from, port }) => `${from}.${port}`)).size).toBe(edges.length);
      }
    }
  });

  it('looks for duplicates of our own first, then on the DNC list, then asks', () => {
    const { edges } = accountFlow(asks).document;
    const next = (from: string, port: string) => edges.find((edge) => edge.from === from && edge.port === port)?.to;
    expect(next('lead-in', 'lead')).toBe('find');
    expect([next('find', 'found'), next('find', 'not-found')]).toEqual(['known', 'ask-dnc']);
    expect([next('ask-dnc', 'true'), next('check-dnc', 'listed'), next('check-dnc', 'clear')]).toEqual([
      'check-dnc',
      'listed',
      'ask',
    ]);
  });

  it('takes the error page of a failing receiver for no answer, and never for a lead that it does not know', () => {
    for (const flow of [accountFlow(asks), accountCheckFlow(asks)])
      expect(flow?.document.nodes.read?.config).toMatchObject({ serverErrors: 'unreadable' });
  });

  it('asks for the fields that the settings require, each once', () => {
    const trigger = accountFlow({ ...NO_CHECK, required: ['email', 'list_id'] }).document.nodes['lead-in'];
    const names = ((trigger?.config.fields ?? []) as JsonObject[]).map(({ name }) => name);
    expect(names).toEqual(['list_id', 'phone_number', 'email']);
  });

  it.each([
    [{ phone_number: '3105550123' }, '3105550123'],
    [{ phone_number: ' +13105550123 ', phone_code: '44' }, '+13105550123'],
    [{ phone_number: '3105550123', phone_code: '+1' }, '+13105550123'],
    [{ phone_number: 3105550123, phone_code: 1 }, '+13105550123'],
    [{ phone_number: '(310) 555-0123', phone_code: ' ' }, '(310) 555-0123'],
    [{ phone_number: '3105550123', phone_code: null }, '3105550123'],
  ])('reads the number of %j as the door does', (lead, phone) => {
    const text = String(accountFlow(NO_CHECK).document.nodes.create?.config.phone);
    const compiled = compileExpression(text);
    expect(compiled.total && compiled.evaluate({ lead }, MOMENT)).toBe(phone);
  });

  it('says of every parameter that steers what becomes of it', () => {
    const told = API_PARAMETERS.flatMap(({ name }) => name.split(', '));
    expect(STEERING.filter((name) => !told.includes(name))).toEqual([]);
  });

  it('needs no sandbox: every expression is compiled in-process', () => {
    const nodes = Object.values(accountFlow(asks).document.nodes);
    const texts = nodes.flatMap(({ config }) =>
      ['phone', 'when', 'body', 'fields', 'decision', 'list', 'status', 'onDuplicate', 'scope', 'scopeOf'].flatMap(
        (field) => {
          const text = config[field];
          if (typeof text !== 'string' || (FIXED.includes(field) && !text.startsWith('='))) return [];
          return [text.replace(/^=/, '')];
        },
      ),
    );
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !compileExpression(text).total)).toEqual([]);
  });
});

describe('the flow that decides for drawn flows', () => {
  it('is none while nobody is asked', () => {
    expect(accountCheckFlow({ ...asks, on: false })).toBeUndefined();
    expect(accountCheckFlow({ ...asks, rows: [] })).toBeUndefined();
  });

  it('is used by a flow where a step says so, and only then', () => {
    const flow = (accountCheck: boolean) => ({ nodes: { create: { type: 'create-lead', config: { accountCheck } } } });
    expect([usesAccountCheck(flow(true)), usesAccountCheck(flow(false)), usesAccountCheck({ nodes: {} })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

const MOMENT = { now: 0, random: () => 0, seed: () => 0 };
const FIXED = ['list', 'status', 'onDuplicate', 'scope', 'scopeOf'];
