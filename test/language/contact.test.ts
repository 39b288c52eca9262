// Contact data: what becomes of each part, and that no text of a stranger breaks the reading.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contact, knownBy, readContact } from '../../flows/language/contact.ts';
import type { JsonObject } from '../../flows/language/document.ts';

const NOW = Date.UTC(2026, 5, 15);
const NO_NUMBER = { raw: '', e164: '' };

function read(fields: JsonObject, region = 'US'): Contact {
  return readContact(fields, { phone: NO_NUMBER, region, now: NOW });
}

type Row = [raw: string, normal: string, valid: boolean | null, region?: string];

function holds(part: keyof Contact, field: string, rows: readonly Row[]): void {
  it.each(rows)(`${part} %j is %j`, (raw, normal, valid, region = 'US') => {
    const found = read({ [field]: raw }, region)[part];
    expect(found).toMatchObject({ raw, normal, valid });
    expect(found.says === '').toBe(valid !== false);
  });
}

describe('each part is read', () => {
  holds('email', 'Email_Address', [
    ['Ann.Lee@Example.COM', 'ann.lee@example.com', true],
    ['Ann <ann@example.com>', 'ann@example.com', true],
    ['mailto:ann+1@mail.example.co.uk', 'ann+1@mail.example.co.uk', true],
    ['jörg@müller.example', 'jörg@müller.example', true],
    ['नमूना@नमूना.भारत', 'नमूना@नमूना.भारत', true],
    ["o'brien@example.com", "o'brien@example.com", true],
    ['ann@example', 'ann@example', false],
    ['ann@@example.com', 'ann@@example.com', false],
    ['.ann@example.com', '.ann@example.com', false],
    ['ann@-example.com', 'ann@-example.com', false],
    ['ann@example.1', 'ann@example.1', false],
    ['ann lee@example.com', 'ann lee@example.com', false],
    [`${'a'.repeat(65)}@example.com`, '', false],
    ['none', '', false],
  ]);
  holds(
    'name',
    'name',
    [
      ['  ANN   LEE ', 'Ann Lee', true],
      ["mary-jane o'neil", "Mary-Jane O'Neil", true],
      ['Ronald McDonald', 'Ronald McDonald', true],
      ['JOHN SMITH III', 'John Smith III', true],
      ['李小龍', '李小龍', true],
      ['12345', '12345', false],
      ['Ann 2', 'Ann 2', false],
      ['John Smith 3rd', 'John Smith 3rd', true],
      ['Agent 3rd 7', 'Agent 3rd 7', false],
      ['www.example.com', 'Www.example.com', false],
    ].map(([raw = '', normal = '', valid]) => [String(raw).trim(), String(normal), valid] as Row),
  );
  holds('address', 'street_address', [
    ['123  MAIN ST', '123 Main St', true],
    ['One Main Street', 'One Main Street', null],
    ['123', '123', false],
    ['Rose Cottage', 'Rose Cottage', null, 'GB'],
    ['--', '--', false, 'GB'],
  ]);
  holds('state', 'state', [
    ['ny', 'NY', true],
    ['N.Y.', 'NY', true],
    ['north  carolina', 'NC', true],
    ['Ontario', '', false],
    ['Washington, D.C.', 'DC', true],
    ['Newfoundland', 'NL', true, 'CA'],
    ['on', 'ON', true, 'CA'],
    ['Québec', 'QC', true, 'CA'],
    ['pq', 'QC', true, 'CA'],
    ['Kent', 'Kent', null, 'GB'],
  ]);
  holds('postalCode', 'ZipCode', [
    ['90210', '90210', true],
    ['902101234', '90210-1234', true],
    ['2134', '', false],
    ['00000', '', false],
    ['k1a0b1', 'K1A 0B1', true, 'CA'],
    ['D1A 0B1', '', false, 'CA'],
    ['sw1a1aa', 'SW1A 1AA', true, 'GB'],
    ['gir 0aa', 'GIR 0AA', true, 'GB'],
    ['90210', '', false, 'GB'],
    ['80331', '80331', true, 'DE'],
    ['D-80331', '80331', true, 'DE'],
    ['BFPO 12', 'BFPO 12', true, 'GB'],
    ['d02 af30', 'D02 AF30', null, 'IE'],
  ]);
  holds('dateOfBirth', 'dob', [
    ['1985-04-23', '1985-04-23', true],
    ['04/03/1985', '1985-04-03', true],
    ['04/03/1985', '1985-03-04', true, 'GB'],
    ['23/04/1985', '1985-04-23', true],
    ['4/3/30', '1930-04-03', true],
    ['April 23, 1985', '1985-04-23', true],
    ['29/02/1984', '1984-02-29', true],
    ['02/29/1985', '', false],
    // The day that is written, wherever midnight was.
    ['1985-04-23T00:00:00+02:00', '1985-04-23', true],
    ['1985-04-23T22:00:00-05:00', '1985-04-23', true],
    ['04231985', '1985-04-23', true],
    ['31121985', '1985-12-31', true, 'GB'],
    ['19850423', '1985-04-23', true],
    ['2027-01-01', '2027-01-01', false],
    ['1850-01-01', '1850-01-01', false],
    ['30/02/1985', '', false],
    ['unknown', '', false],
  ]);
  holds('ip', 'ip_address', [
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9:443', '203.0.113.9', true],
    ['203.0.113.9, 10.0.0.1', '203.0.113.9', true],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
    ['[2001:db8::1]:443', '2001:db8::1', true],
    ['::ffff:203.0.113.9', '203.0.113.9', true],
    ['10.1.2.3', '10.1.2.3', false],
    ['fe80::1', 'fe80::1', false],
    ['::1', '::1', false],
    ['256.1.1.1', '', false],
    ['1::2::3', '', false],
  ]);
});

describe('the names of fields', () => {
  it('that mean something else beside surer ones are not taken', () => {
    const lead = { name: 'ACME Inc.', first_name: 'Ann', last_name: 'Lee', unit: 'pieces' };
    expect(read(lead)).toMatchObject({ name: { normal: 'Ann Lee' }, address: { raw: '' } });
    expect(read({ ...lead, name: 'Ann Mary Lee' }).name.normal).toBe('Ann Mary Lee');
    expect(knownBy(lead)).toEqual({ email: '', name: 'Ann Lee' });
  });

  it('are those of many systems, and the surer one goes first', () => {
    const lead = {
      FirstName: 'ann',
      last_name: 'lee',
      mail: 'b@example.com',
      Email: 'a@example.com',
      address_1: '1 A St',
    };
    const { name, email, address, ip } = read({ ...lead, 'address-2': 'Apt 4' });
    expect([name.normal, email.normal, address.normal]).toEqual(['Ann Lee', 'a@example.com', '1 A St, Apt 4']);
    expect(ip).toEqual({ raw: '', normal: '', valid: null, says: '' });
  });

  it('leave a blank field to the next, and are no property of every object', () => {
    expect(read({ email: '  ', email_address: 'a@example.com' }).email.normal).toBe('a@example.com');
    expect(read({ constructor: 'x', toString: 'y' }).email.raw).toBe('');
  });
});

describe('the country', () => {
  it('is what the lead says, then where its number is from, then the region of the source', () => {
    expect(read({ country: 'Canada', state: 'ON' }).state.valid).toBe(true);
    expect(read({ country: 'uk', zip: 'SW1A 1AA' }).postalCode.valid).toBe(true);
    const phone = { raw: '4165550123', e164: '+14165550123', country: 'CA', valid: true, national: '4165550123' };
    const found = readContact({ state: 'Ontario', zip: '90210' }, { phone, region: 'US', now: NOW });
    expect(found).toMatchObject({ state: { normal: 'ON' }, postalCode: { normal: '90210' }, phone: { country: 'CA' } });
  });
});

describe('the number', () => {
  const phoneOf = (phone: Parameters<typeof readContact>[1]['phone']) =>
    readContact({}, { phone, region: 'US', now: NOW }).phone;

  it('is judged as it was read', () => {
    expect(phoneOf({ raw: 'abc', e164: '' })).toMatchObject({ normal: '', valid: false });
    expect(phoneOf(NO_NUMBER)).toMatchObject({ valid: null, says: '' });
    expect(phoneOf({ raw: '1', e164: '+15550123', valid: false })).toMatchObject({ valid: false, normal: '+15550123' });
    expect(phoneOf({ raw: '1', e164: '+13105550123' })).toMatchObject({ valid: null, says: '' });
  });
});

const FIELDS = ['email', 'name', 'address', 'state', 'zip', 'dob', 'ip', 'country'] as const;
const PART_OF = {
  email: 'email',
  name: 'name',
  address: 'address',
  state: 'state',
  zip: 'postalCode',
  dob: 'dateOfBirth',
  ip: 'ip',
} as const;
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.emailAddress(),
  fc.ipV4(),
  fc.ipV6(),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom('N.Y.', 'ontario', 'k1a 0b1', 'SW1A1AA', 'JOHN SMITH II', "D'ARCY", 'ß', 'ǆ', 'İ', 'ﬁ'),
);
const LEAD: fc.Arbitrary<Record<string, string>> = fc.record(Object.fromEntries(FIELDS.map((field) => [field, TEXT])));
const REGION = fc.constantFrom('US', 'CA', 'GB', 'DE', 'IE', '', 'xx');

describe('whatever is sent', () => {
  it('is searched by as it is read', () => {
    const sent = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.emailAddress(),
      fc.constantFrom('mailto:A@b.c', '<x@Y.z>', 'a'.repeat(70)),
    );
    fc.assert(
      fc.property(sent, (text) => {
        const { email, name } = read({ email: text, name: text });
        const known = knownBy({ email: text, name: text });
        expect(known).toEqual({ email: email.normal || email.raw.toLowerCase(), name: name.normal });
      }),
    );
  });

  it('is read without failing, and a normal value reads as itself', () => {
    fc.assert(
      fc.property(LEAD, REGION, (lead, region) => {
        const first = read(lead, region);
        const again = Object.fromEntries(Object.entries(PART_OF).map(([field, part]) => [field, first[part].normal]));
        const second = read({ ...again, ...(lead.country === undefined ? {} : { country: lead.country }) }, region);
        for (const part of Object.values(PART_OF)) {
          expect(second[part].normal).toBe(first[part].normal);
          if (first[part].normal !== '') expect(second[part].valid).toBe(first[part].valid);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is read no further than contact data is long', () => {
    const nasty = [
      'a@'.repeat(250),
      'a.'.repeat(250),
      ':'.repeat(500),
      '-'.repeat(500),
      `${' '.repeat(499)}x`,
      '1:'.repeat(250),
    ];
    for (const text of nasty) {
      const lead = Object.fromEntries(FIELDS.map((field) => [field, text.repeat(200)]));
      expect(read(lead).email.raw.length).toBeLessThanOrEqual(500);
    }
  });
});
