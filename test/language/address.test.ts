// Addresses as people paste them, names that are nearly right, and comparisons of texts line by line.
import { describe, expect, it } from 'vitest';
import { hostFault, readAddress } from '../../flows/language/address.ts';
import { lineDiff } from '../../flows/language/line-diff.ts';
import { nearMiss } from '../../flows/language/near-miss.ts';

describe('an address', () => {
  it.each([
    ['api.acme.example', { scheme: 'https', host: 'api.acme.example', path: '', query: [], notices: [] }],
    ['https://api.acme.example/', { scheme: 'https', host: 'api.acme.example', path: '' }],
    ['http://127.0.0.1:4410/acme/leads', { scheme: 'http', host: '127.0.0.1:4410', path: '/acme/leads' }],
    [
      '  HTTPS://API.Acme.example:8443/v1/Leads  ',
      { scheme: 'https', host: 'api.acme.example:8443', path: '/v1/Leads' },
    ],
    ['[2001:db8::7]:8080/x', { host: '[2001:db8::7]:8080', path: '/x' }],
    [
      'api.acme.example?list=7&tag=a%20b',
      {
        path: '',
        query: [
          ['list', '7'],
          ['tag', 'a b'],
        ],
      },
    ],
  ])('%j is taken apart', (text, parts) => {
    expect(readAddress(text)).toMatchObject(parts);
  });

  it('that begins with https:// is told of the scheme being taken off', () => {
    expect(readAddress('https://app.gcalls.co')).toMatchObject({
      host: 'app.gcalls.co',
      notices: [expect.stringContaining('https://')],
    });
  });

  it.each([
    ['', 'blank'],
    ['https://ann:pw@acme.example/', 'user name'],
    ['https://acme.example/#top', '#'],
    ['https://acme.example/two words', 'blank'],
    ['https://acme.example\\@evil.example', 'backslash'],
    ['https://bücher.example/', 'xn--'],
    ['acme.example:0', 'port “0”'],
    ['acme.example:65536', 'port “65536”'],
    ['acme.example:25', 'Port 25 is not one'],
    ['acme.example:1720', 'Port 1720 is not one'],
    ['acme.example:22', 'Port 22'],
    ['file:///etc/passwd', 'https://'],
    ['gopher://acme.example', 'https://'],
    ['data:text/plain,x', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['https:///leads', 'no host'],
    ['acme..example', 'is no host'],
  ])('%j is refused with the reason', (text, reason) => {
    expect(readAddress(text)).toEqual({ says: expect.stringContaining(reason) });
  });

  it('has a host that may be written alone', () => {
    expect(hostFault('acme.example:8443')).toBeUndefined();
    expect(hostFault('acme.example/leads')).toContain('no host');
  });
});

describe('a name that is nearly right', () => {
  it.each([
    ['listId', 'list_id'],
    ['lists_id', 'list_id'],
    ['FirstName', 'first-name'],
    ['phone_numbr', 'phone_number'],
  ])('%s is taken for %s', (name, meant) => {
    expect(nearMiss(name, ['zip', meant, 'email'])).toBe(meant);
  });

  it.each(['company', 'zap', 'phone', 'list_id_2', 'email1'])('is not found for %s', (name) => {
    expect(nearMiss(name, ['zip', 'list_id', 'email', 'phone_number', name])).toBeUndefined();
  });
});

describe('a comparison', () => {
  it('shows what changed with the lines around it, and says how many were left out', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
    const changed = lines.with(10, 'another line');
    expect(lineDiff(lines.join('\n'), changed.join('\n'))).toEqual([
      { change: 'skipped', text: '7 lines as before' },
      ...lines.slice(7, 10).map((text) => ({ change: 'same', text })),
      { change: 'removed', text: 'line 10' },
      { change: 'added', text: 'another line' },
      ...lines.slice(11, 14).map((text) => ({ change: 'same', text })),
      { change: 'skipped', text: '6 lines as before' },
    ]);
  });

  it('gives the second text when its lines are put together, whatever the two are', () => {
    const texts = ['', 'a\n', 'a\nb\nc\n', 'b\nx\nc\nd\n', 'c\na\nb\n'];
    for (const one of texts) {
      for (const other of texts) {
        const lines = lineDiff(one, other);
        const side = (gone: string) =>
          lines
            .filter(({ change }) => change !== gone)
            .map(({ text }) => `${text}\n`)
            .join('');
        if (one !== other) expect([side('added'), side('removed')]).toEqual([one, other]);
        else expect(lines).toEqual([]);
      }
    }
  });

  it('of two long texts that share nothing ends at once', () => {
    const text = (word: string) => Array.from({ length: 30_000 }, (_, i) => `${word} ${i}`).join('\n');
    expect(lineDiff(text('a'), text('b'))).toHaveLength(60_000);
  });
});
