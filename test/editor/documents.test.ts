// Adaptors, sources and imports: what their pages do to documents and texts.
import { describe, expect, it } from 'vitest';
import {
  adaptorFault,
  fieldFaults,
  modeOf,
  newField,
  requiredCount,
  shownValue,
  typedValue,
  withExpression,
  withMode,
  withPart,
} from '../../editor/pages/adaptors/adaptor-model.ts';
import { readExport } from '../../editor/pages/flows/import-file.ts';
import { actionWords } from '../../editor/pages/settings/action-words.ts';
import { sendingLine } from '../../editor/pages/sources/source-curl.ts';

describe('an adaptor', () => {
  it('has rows that map and rows that are fixed', () => {
    expect(modeOf({ target: 'a', from: 'lead.a' })).toBe('from');
    expect(modeOf({ target: 'a', value: 'Web' })).toBe('value');
    expect(withMode({ target: 'a', from: 'lead.a', required: true }, 'value')).toEqual({
      target: 'a',
      value: '',
      required: true,
    });
    expect(withMode({ target: 'a', value: 'Web' }, 'from')).toEqual({ target: 'a' });
  });

  it('keeps no empty expression: a release with one cannot be published', () => {
    expect(newField()).toEqual({ target: '' });
    expect(withExpression({ target: 'a', from: 'lead.a' }, ' ')).toEqual({ target: 'a' });
    expect(withExpression({ target: 'a' }, 'lead.b')).toEqual({ target: 'a', from: 'lead.b' });
  });

  it('counts which required rows have something to fill them', () => {
    const fields = [
      { target: 'a', required: true },
      { target: 'b', required: true, default: 0 },
      { target: 'c', required: true, from: 'lead.c' },
      { target: 'd' },
    ];
    expect(requiredCount(fields)).toEqual({ filled: 2, all: 3 });
  });

  it('takes a part out for undefined', () => {
    expect(withPart({ target: 'a', default: 'x' }, 'default', undefined)).toEqual({ target: 'a' });
  });

  it('keeps the type of a fixed value that is no text', () => {
    expect(typedValue('12', 'Web')).toBe('12');
    expect(typedValue('12', 7)).toBe(12);
    expect(typedValue('twelve', 7)).toBe('twelve');
    expect([shownValue(true), shownValue('Web'), shownValue(undefined)]).toEqual(['true', 'Web', '']);
  });

  it('finds rows without a target, or that write where another row does; a row that is not mapped is no fault', () => {
    const faults = fieldFaults({
      fields: [
        { target: '' },
        { target: 'a', from: 'x' },
        { target: 'a', from: 'y' },
        { target: 'b' },
        { target: 'c.d', default: 0 },
        { target: 'c', value: 1 },
        { target: 'e..f' },
      ],
    });
    expect([...faults.keys()]).toEqual([0, 2, 5, 6]);
    expect(faults.get(2)).toContain('row above');
    expect(
      adaptorFault({
        leadflow: 1,
        name: 'A',
        fields: [
          { target: 'a', from: 'x' },
          { target: 'a', from: 'y' },
        ],
      }),
    ).toMatch(/^Row 2: /);
  });
});

describe('the line that sends a first lead', () => {
  const address = 'https://leads.example/in/acme/leads';
  const lead = { last_name: "O'Neil" };
  it('shows the key in the header that intake reads', () => {
    expect(sendingLine({ address, auth: 'key', key: 'lfs_1', lead })).toContain("-H 'X-Leadflow-Key: lfs_1'");
  });

  it('signs time and body with the secret, and quotes it for the shell', () => {
    const line = sendingLine({ address, auth: 'hmac', key: "it's", lead });
    expect(line).toContain(`-hmac 'it'\\''s'`);
    expect(line).toContain('"$TIME.$BODY"');
    expect(line).toContain('X-Leadflow-Signature: $SIGNATURE');
  });
});

describe('an import', () => {
  it('takes what Export wrote', () => {
    const found = readExport('{"leadflow":1,"slug":"a","files":{"flow.yaml":"x"}}');
    expect(found).toEqual({
      ok: true,
      file: { leadflow: 1, slug: 'a', files: { 'flow.yaml': 'x' }, adaptors: {}, connections: {} },
    });
  });

  it.each([
    ['', 'Choose a file'],
    ['{', 'not JSON'],
    ['[]', 'not an exported flow'],
    ['{"leadflow":2,"slug":"a","files":{}}', 'not an exported flow'],
  ])('says what is wrong with %j', (text, says) => {
    const found = readExport(text);
    expect(found.ok ? '' : found.says).toContain(says);
  });
});

describe('the audit', () => {
  it('is told in words', () => {
    expect(actionWords('flow.publish')).toBe('Published flow');
    expect(actionWords('dnc-list.create')).toBe('Added DNC list');
    expect(actionWords('something.new-thing')).toBe('Something: new thing');
    expect(actionWords('session.refused')).toBe('Sign-in refused');
  });
});
