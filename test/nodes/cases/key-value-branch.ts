// What the key/value table decides.
import type { NodeCases } from '../../support/node-harness.ts';

/** The table of Convoso's duplicate check. */
export const ROWS = [
  { key: 'status', value: 'NEW', createLead: true, status: 'NEW', success: true },
  { key: 'status', value: 'DUP' },
  { key: 'status', value: 'DNC', addToDnc: true, port: 'do-not-call' },
];
const noMatch = { createLead: false, addToDnc: false, success: false };

export const cases: NodeCases = {
  declared: { from: 'steps.read.data', rows: ROWS, noMatch },
  happy: [
    {
      name: 'the first row that matches decides',
      config: { from: { status: 'new ' }, rows: ROWS, noMatch },
      port: 'matched',
      value: { row: 1, createLead: true, status: 'NEW', addToDnc: false, success: true },
      says: 'Row 1 matched: status is NEW.',
    },
  ],
  rejected: [
    {
      name: 'a row that says no',
      config: { from: { status: 'DUP' }, rows: ROWS, noMatch },
      port: 'matched',
      value: { row: 2, key: 'status', found: 'DUP', createLead: false, success: false },
    },
    {
      name: 'a row with an exit of its own',
      config: { from: { status: 'DNC' }, rows: ROWS, noMatch },
      port: 'do-not-call',
      value: { row: 3, addToDnc: true },
    },
    {
      name: 'no row matches',
      config: { from: { status: 'HELD' }, rows: ROWS, noMatch },
      port: 'no-match',
      value: { row: 0, key: '', found: null, createLead: false, success: false },
      says: 'No row matched: status is "HELD".',
    },
  ],
  failure:
    'not applicable: whatever the table is given, nothing included, some row of it decides: at the last "no match"',
};
