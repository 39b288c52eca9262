// Which steps are incidents, and which settings of the mail server are refused in words.
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { incidentOf } from '../../server/engine/embedded/incidents.ts';
import type { JournalRecord } from '../../server/run/records.ts';

const request = { method: 'POST', url: '', headers: {}, body: '', connection: 'acme-crm', connectionVersion: '1' };
const intent: JournalRecord = { t: 'intent', at: 0, call: 'ask.1', attempt: 1, request };
const of = (step: Parameters<typeof incidentOf>[0]) => incidentOf(step, (call) => (call === 'ask.1' ? [intent] : []));

describe('a step', () => {
  it('that fails for its receiver is an incident of the connection', () => {
    const failure = { code: 'REMOTE_UNREACHABLE', says: 'It could not be reached.' } as const;
    const found = of({ node: 'ask', port: 'error', outcome: 'error', failure });
    expect(found).toMatchObject({ kind: 'receiver', code: 'REMOTE_UNREACHABLE', about: 'acme-crm' });
    const unset = { code: 'SECRET_MISSING', says: 'Not set.' } as const;
    expect(of({ node: 'other', port: 'error', failure: unset })).toMatchObject({ kind: 'receiver', about: '' });
  });

  it('that cannot read an answer is one, and one that cannot read a number is none', () => {
    expect(of({ node: 'read', port: 'unrecognised', reason: 'No rule' })).toMatchObject({ kind: 'unrecognised' });
    expect(of({ node: 'read', port: 'unreadable', outcome: 'error' })).toMatchObject({ kind: 'unrecognised' });
    expect(of({ node: 'dnc', port: 'unreadable' })).toBeUndefined();
    expect(of({ node: 'ask', port: 'answered' })).toBeUndefined();
    const own = { code: 'MAPPING_INCOMPLETE', says: 'A field is missing.' } as const;
    expect(of({ node: 'map', port: 'error', outcome: 'error', failure: own })).toBeUndefined();
  });
});

describe('the settings of alerts', () => {
  it('take a mail server with a sender, and are refused without showing a password', () => {
    const sender = { LEADFLOW_ALERT_FROM: 'Leads <leads@example.com>' };
    const url = 'smtps://ann:very-secret@mail.example.com:465';
    expect(readConfig({ LEADFLOW_SMTP_URL: url, ...sender }, '/').smtp).toEqual({
      url,
      from: sender.LEADFLOW_ALERT_FROM,
    });
    expect(readConfig({}, '/').smtp).toBeUndefined();
    expect(() => readConfig({ LEADFLOW_SMTP_URL: url }, '/')).toThrow(/LEADFLOW_ALERT_FROM is not set/);
    expect(() => readConfig({ LEADFLOW_SMTP_URL: 'ann:very-secret@mail', ...sender }, '/')).toThrow(
      /^(?!.*very-secret)/,
    );
  });
});
