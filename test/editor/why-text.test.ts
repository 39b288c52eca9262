// Why as text: what is code in a sentence, and what is copied.
import { expect, it } from 'vitest';
import { whyText, wordParts } from '../../editor/run/why-text.ts';

it('takes what stands in backticks for code, and loses no letter', () => {
  expect(wordParts('CRM answered `status = DUP` (row 2)').map(({ text, isCode }) => [text, isCode])).toEqual([
    ['CRM answered ', false],
    ['status = DUP', true],
    [' (row 2)', false],
  ]);
  expect(wordParts('')).toEqual([]);
  expect(wordParts('`all`')).toEqual([{ at: 1, text: 'all', isCode: true }]);
});

it('copies the whole with each decision on a line of its own', () => {
  const decisions = [
    { node: 'table', title: 'Table', says: 'Row 2.', wouldChange: 'If row 1.' },
    { node: 'end', title: 'End', says: 'Told.', wouldChange: null },
  ];
  expect(whyText({ summary: 'Rejected: row 2.', wouldChange: 'If row 1.', decisions })).toBe(
    'Rejected: row 2.\nIf row 1.\n\n- Table: Row 2.\n  If row 1.\n- End: Told.',
  );
  expect(whyText({ summary: 'Accepted.', wouldChange: null, decisions: [] })).toBe('Accepted.');
});
