// The form of the duplicate check: what its fields are called where the server finds fault with them, and how two admins differ.
import { describe, expect, it } from 'vitest';
import { fieldNames, textList } from '../../editor/pages/settings/duplicate-check/check-settings.ts';
import { accountDifferences } from '../../flows/language/account-difference.ts';
import { NO_CHECK } from '../../flows/language/account-flow.ts';

describe('the duplicate check', () => {
  it('names the row and the field of a fault in the words of the page', () => {
    const names = fieldNames({ rows: [{ key: 'status' }, { key: '' }] });
    expect(names['rows.1.key']).toBe('Row 2, Key:');
    expect(names['rows.0.addToDnc']).toBe('Row 1, Add to DNC:');
    expect(names['noMatch.status']).toBe('No match, Status:');
    expect(names.endpoint).toBe('Call:');
    expect(names['rows.2.key']).toBeUndefined();
  });

  it('takes a list apart at commas and blanks, each name once', () => {
    expect(textList('email, zip  email,')).toEqual(['email', 'zip']);
  });

  it('says how two admins differ, place by place', () => {
    const theirs = {
      ...NO_CHECK,
      on: true,
      connection: 'crm',
      endpoint: 'find',
      rows: [{ key: 'status', value: 'DUP' }],
    };
    const mine = { ...theirs, flow: '', rows: [{ key: 'status', comparison: 'exists' as const, addToDnc: true }] };
    expect(accountDifferences(theirs, theirs)).toEqual([]);
    expect(accountDifferences(theirs, mine)).toEqual([
      {
        place: 'Row 1',
        theirs: 'status is DUP: do not create, not to DNC, failed',
        mine: 'status is there: do not create, add to DNC, failed',
      },
    ]);
    expect(accountDifferences(theirs, { ...NO_CHECK, users: ['77'] })).toEqual([
      { place: 'Check', theirs: 'on', mine: 'off' },
      { place: 'Asks', theirs: 'crm / find', mine: 'nobody' },
      { place: 'Row 1', theirs: 'status is DUP: do not create, not to DNC, failed', mine: 'no such row' },
      { place: 'Known users', theirs: 'anybody', mine: '77' },
    ]);
  });
});
