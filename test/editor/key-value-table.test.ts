// The key/value table outside of any canvas: what it says, what it offers, and what it is made of.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { decisionRowOf, keysOf, tableRowOf, whatWouldHappen } from '../../editor/kit/decision-words.ts';
import { KeyValueTable } from '../../editor/kit/KeyValueTable.tsx';
import { decide } from '../../flows/language/decision.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { filesOf, importsOf } from '../support/source-text.ts';

const ROWS: JsonObject[] = [
  { key: 'status', value: 'NEW', createLead: true, status: 'NEW', success: true },
  { key: 'status', comparison: 'one-of', value: 'DUP, DNC', addToDnc: true, success: true },
];
const NO_MATCH: JsonObject = { success: false };

function said(answer: JsonObject): string {
  const decided = decide({ rows: ROWS.map(tableRowOf), noMatch: decisionRowOf(NO_MATCH) }, answer);
  return whatWouldHappen(decided);
}

describe('what would happen', () => {
  it('is said in words for lead, status, DNC and caller', () => {
    expect(said({ status: 'new' })).toBe(
      'Row 1 matches: the lead would be created with the status NEW, its number would not go on the DNC list, and the caller would be told success.',
    );
    expect(said({ status: 'DUP' })).toBe(
      'Row 2 matches: the lead would not be created (skipped as a duplicate), its number would go on the DNC list, and the caller would be told success.',
    );
    expect(said({ status: 'odd' })).toMatch(/^No row matches, so the last row decides: .* told failed\.$/);
  });

  it('takes rows as a form holds them, half filled in', () => {
    expect(tableRowOf({ key: 3, comparison: 'sounds-like', value: null })).toEqual({
      key: '',
      value: '',
      createLead: false,
      status: '',
      addToDnc: false,
      success: false,
    });
  });
});

describe('the keys of a sample answer', () => {
  it('are its paths, with what they hold', () => {
    expect(keysOf({ success: true, data: { leads: [{ id: 7 }] }, 'a.b': 1, none: null })).toEqual([
      { path: 'success', holds: 'true' },
      { path: 'data.leads.0.id', holds: '7' },
    ]);
    expect(keysOf('DUP')).toEqual([]);
  });
});

describe('the table', () => {
  const table = renderToStaticMarkup(
    createElement(KeyValueTable, {
      title: 'External API data validation',
      rows: ROWS,
      noMatch: NO_MATCH,
      onRows: () => undefined,
      onNoMatch: () => undefined,
      statuses: [{ id: 'NEW', label: 'NEW' }],
      decided: decide({ rows: ROWS.map(tableRowOf), noMatch: {} }, { status: 'DUP' }),
    }),
  );

  it('says that the first match wins, ends with "no match", and marks the row of the sample', () => {
    expect(table).toContain('the first match wins');
    expect(table).toContain('No match');
    expect(table).toContain('Row 2 matches the sample answer');
    expect(table).not.toContain('Row 1 matches');
  });

  it('takes no status where no lead is created, and has no ports where nothing goes on by them', () => {
    const status = (name: string) =>
      new RegExp(`<input[^>]*aria-label="Status of ${name}"[^>]*>`).exec(table)?.[0] ?? '';
    expect(status('row 1')).not.toContain('disabled');
    expect(status('row 2')).toContain('disabled');
    expect(table).not.toContain('Port');
  });

  it('is made of nothing of the canvas, so that a page of settings can hold it', () => {
    const files = new Map(filesOf(/^(editor|flows)\/.*\.tsx?$/).map((file) => [file.path, file]));
    const reached = new Set<string>();
    const waiting = ['editor/kit/KeyValueField.tsx'];
    for (const path of waiting) {
      const file = files.get(path);
      if (!file || reached.has(path)) continue;
      reached.add(path);
      waiting.push(...importsOf(file).map(({ to }) => to));
    }
    expect(reached).toContain('editor/kit/KeyValueTest.tsx');
    expect([...reached].filter((path) => /^editor\/(canvas|pages|run|shell)\//.test(path))).toEqual([]);
  });
});
