// The flow that the settings of the duplicate check make: the same for the same settings, clean, and evaluated in-process.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { type AccountSettings, accountFlow, NO_CHECK } from '../../flows/language/account-flow.ts';

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
    const { nodes, edges } = accountFlow({ ...asks, noAnswer }).document;
    for (const { from, to } of edges) expect([from, to].filter((id) => !Object.hasOwn(nodes, id))).toEqual([]);
    expect(new Set(edges.map(({ from, port }) => `${from}.${port}`)).size).toBe(edges.length);
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

const FIXED = ['list', 'status', 'onDuplicate', 'scope', 'scopeOf'];
