// What comes into an adaptor from outside: a Convoso table, columns of a spreadsheet, the fields of a receiver or an endpoint.
import { describe, expect, it } from 'vitest';
import { compareTargets, withTargets } from '../../editor/pages/adaptors/compare-targets.ts';
import { type ReadTable, readConvosoTable } from '../../editor/pages/adaptors/convoso-table.ts';
import { readLines } from '../../editor/pages/adaptors/delimited-text.ts';
import { endpointLines, endpointTargets } from '../../editor/pages/adaptors/endpoint-targets.ts';
import { effectOn, withImported } from '../../editor/pages/adaptors/import-rows.ts';
import { readTable, tableNameFault, tableText, usersOf, withTable } from '../../editor/pages/adaptors/lookup-text.ts';
import { goneTargets, readersOfTargets } from '../../editor/pages/adaptors/target-readers.ts';
import { targetsOf } from '../../editor/pages/adaptors/targets.ts';
import { READY_TABLES } from '../../editor/pages/adaptors/us-states.ts';
import type { AdaptorDocument, FlowDocument } from '../../flows/language/document.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';

function table(...lines: string[]): ReadTable {
  const read = readConvosoTable(lines.join('\n'));
  if ('says' in read) throw new Error(read.says);
  return read;
}

function fieldsOf(read: ReadTable) {
  return read.rows.flatMap((row) => row.fields);
}

describe('text in columns', () => {
  it('is read with quotes, doubled quotes, line ends inside of them, any line end and a byte order mark', () => {
    const read = readLines('\uFEFFa,"b ""c"", d"\r\n\r\n"e\nf",g\rh,i');
    expect(read).toEqual({
      lines: [
        { number: 1, cells: ['a', 'b "c", d'] },
        { number: 3, cells: ['e\nf', 'g'] },
        { number: 5, cells: ['h', 'i'] },
      ],
    });
  });

  it.each(['\t', ';', ',', '|'])('is split at %j where its first line is', (sign) => {
    expect(readLines(['a', 'b', 'c'].join(sign))).toEqual({ lines: [{ number: 1, cells: ['a', 'b', 'c'] }] });
  });

  it('says where a quote is never closed', () => {
    expect(readLines('a,b\nc,"d\ne')).toEqual({ says: 'The quote that opens in line 2 is never closed.' });
  });
});

describe('a Convoso table', () => {
  it('becomes a row for each target, with its default, label and date format', () => {
    const read = table(
      'Label,Field,Mapped To,Default Value,Date Format',
      'Primary Phone,phone_number,"phone_1, phone_2",,',
      'State,state,region,CA,',
      'Born,date_of_birth,dob,,Ymd\\THis\\Z',
      'Gender,gender,,m,',
    );
    expect(fieldsOf(read)).toEqual([
      { target: 'phone_1', from: 'lead.phone_number', comment: 'Primary Phone' },
      { target: 'phone_2', from: 'lead.phone_number', comment: 'Primary Phone' },
      { target: 'region', from: 'lead.state', default: 'CA', comment: 'State' },
      { target: 'dob', from: 'lead.date_of_birth', date: 'Ymd\\THis\\Z', comment: 'Born' },
    ]);
    expect(read.notices).toEqual([
      '1 line without Mapped To: left out, as Convoso does.',
      '1 line with several targets: a row for each.',
    ]);
  });

  it('is read with its columns in any order and under any of their titles, sections among the lines', () => {
    const read = table(
      'Lead Fields',
      'Mapped to\tDefault Value (if empty)\tField\tLabel',
      'first\tAnn\tfirst_name\tfirst_name',
      'Call Log Info',
      'Label\tField\tMapped To\tDefault Value if not empty',
      'Talk Time\tlength_in_sec\tseconds\t0',
      'Extra Fields',
      'Agent\tagent_full_name\tagent\t',
      'Odd\tcustom field\todd.name\t',
    );
    expect(read.rows.map(({ group, source }) => [group, source])).toEqual([
      ['lead', 'first_name'],
      ['call log', 'length_in_sec'],
      ['extra', 'agent_full_name'],
      ['extra', 'custom field'],
    ]);
    expect(fieldsOf(read)).toEqual([
      { target: 'first', from: 'lead.first_name', default: 'Ann' },
      { target: 'seconds', from: 'lead.length_in_sec', default: '0', comment: 'Talk Time' },
      { target: 'agent', from: 'lead.agent_full_name', comment: 'Agent' },
      { target: 'odd.name', from: 'lead.`custom field`', comment: 'Odd' },
    ]);
    expect(read.notices.join(' ')).toContain('1 field of the call log: read from the lead');
    expect(read.notices.join(' ')).toContain('odd.name has a dot in it');
  });

  it('keeps the first of two lines with one target, refuses targets that cannot be, and says both', () => {
    const read = table('Field,Mapped To,Default Value', 'a,x,', 'b,"x,y",', 'c,__proto__,', '__proto__,z,');
    expect(fieldsOf(read).map(({ target, from }) => [target, from])).toEqual([
      ['x', 'lead.a'],
      ['y', 'lead.b'],
    ]);
    expect(read.rows.map(({ says }) => says)).toEqual([
      undefined,
      'x is filled by line 2 already.',
      'A target cannot be called so.',
      'It names no field that can be read.',
    ]);
  });

  it('makes names of labels where there is no Field, and says so', () => {
    const read = table('Label;Mapped To', 'First Name;fn');
    expect(fieldsOf(read)).toEqual([{ target: 'fn', from: 'lead.first_name', comment: 'First Name' }]);
    expect(read.notices).toContain('There is no column Field: its names were made from the labels.');
  });

  it('says what is missing where it is no such table', () => {
    expect(readConvosoTable('a,b\nc,d')).toEqual({ says: expect.stringContaining('Label, Field, Mapped To') });
    expect(readConvosoTable('Mapped To,Default\nx,1')).toEqual({ says: expect.stringContaining('no column Field') });
    expect(readConvosoTable(' ')).toEqual({ says: 'Choose the file, or paste the table.' });
  });

  it('fills rows that are not mapped, and replaces others only where that is wanted', () => {
    const there = [
      { target: 'x', required: true },
      { target: 'y', from: 'lead.old' },
    ];
    const given = [
      { target: 'x', from: 'lead.a' },
      { target: 'y', from: 'lead.b' },
      { target: 'z', from: 'lead.c' },
    ];
    expect(['x', 'y', 'z'].map((target) => effectOn(there, target, false))).toEqual(['mapped', 'left alone', 'added']);
    expect(withImported(there, given, false)).toEqual([
      { target: 'x', required: true, from: 'lead.a' },
      { target: 'y', from: 'lead.old' },
      { target: 'z', from: 'lead.c' },
    ]);
    expect(withImported(there, given, true)[1]).toEqual({ target: 'y', from: 'lead.b' });
  });
});

describe('a lookup table as text', () => {
  const document: AdaptorDocument = {
    leadflow: 1,
    name: 'A',
    fields: [{ target: 'x', lookup: 'one' }],
    tables: { one: { a: '1' }, two: { b: 2 } },
  };

  it('is two columns with a tab, a comma, a semicolon or = between', () => {
    for (const sign of ['\t', ',', ';', ' = '])
      expect(readTable(`CA${sign}California\nNV${sign}Nevada`)).toEqual({
        table: { CA: 'California', NV: 'Nevada' },
        twice: [],
      });
  });

  it('is read as it was written, numbers and yes or no among it', () => {
    const held = { 'a "b"': 'x\ty', yes: 1, on: true, zip: '02134' };
    expect(readTable(tableText(held), held)).toEqual({ table: held, twice: [] });
    expect(readTable('yes\t2', held)).toEqual({ table: { yes: '2' }, twice: [] });
  });

  it('names lines that are none, and keys that come twice', () => {
    expect(readTable('CA')).toMatchObject({ says: expect.stringContaining('Line 1 has one column') });
    expect(readTable('a,b,c')).toMatchObject({ says: expect.stringContaining('more than two') });
    expect(readTable('a,1\na,2')).toEqual({ table: { a: '2' }, twice: ['a'] });
    expect(readTable('__proto__,1')).toMatchObject({ says: expect.stringContaining('cannot be looked up') });
  });

  it('keeps its place and its rows under a new name', () => {
    const next = withTable(document, 'uno', { table: { a: '1' }, before: 'one' });
    expect(Object.keys(next.tables ?? {})).toEqual(['uno', 'two']);
    expect(usersOf(next, 'uno')).toEqual(['x']);
    expect(withTable(withTable(document, 'one', { table: undefined }), 'two', { table: undefined })).toEqual({
      leadflow: 1,
      name: 'A',
      fields: document.fields,
    });
    expect(tableNameFault('State Names', [])).toContain('lower-case');
    expect(tableNameFault('one', ['one'])).toContain('already');
  });

  it('is there for the states, both ways', () => {
    expect(READY_TABLES['state-names']?.table).toMatchObject({ CA: 'California', DC: 'District of Columbia' });
    expect(READY_TABLES['state-codes']?.table).toMatchObject({ California: 'CA', NV: 'NV', 'New York': 'NY' });
  });
});

const ENDPOINT: EndpointDocument = {
  name: 'Insert',
  method: 'POST',
  path: '/{tenant}/leads/{contact.phone}/{id}',
  parameters: [
    { name: 'id', in: 'path', value: '{field.id}' },
    { name: 'sign', in: 'md5', value: '{field.key}{body.email}' },
  ],
};

describe('what a receiver takes', () => {
  it('is what its endpoint reads from the body, each required', () => {
    expect(endpointTargets(ENDPOINT)).toEqual(['contact.phone', 'email']);
    expect(targetsOf(endpointLines(ENDPOINT))).toMatchObject({
      targets: [
        { target: 'contact.phone', required: true },
        { target: 'email', required: true },
      ],
    });
  });

  it('is compared with the rows: missing, nearly called so, unknown, required', () => {
    const fields = [
      { target: 'listId', from: 'lead.list' },
      { target: 'phone' },
      { target: 'colour' },
      { target: 'custom_field_1' },
    ];
    const wanted = [
      { target: 'list_id', required: true },
      { target: 'phone', required: true },
      { target: 'custom_field_2' },
    ];
    const apart = compareTargets(fields, wanted);
    expect(apart).toEqual({
      missing: [{ target: 'custom_field_2' }],
      near: [{ index: 0, target: 'listId', meant: 'list_id', isRequired: true }],
      extra: ['colour', 'custom_field_1'],
      required: ['phone'],
    });
    expect(withTargets(fields, { missing: apart.missing, renamed: apart.near, required: apart.required })).toEqual([
      { target: 'list_id', from: 'lead.list', required: true },
      { target: 'phone', required: true },
      { target: 'colour' },
      { target: 'custom_field_1' },
      { target: 'custom_field_2' },
    ]);
  });
});

describe('a target that is gone', () => {
  const flow: FlowDocument = {
    leadflow: 1,
    name: 'Buyers',
    nodes: {
      'map-it': { type: 'adaptor', config: { adaptor: 'acme' } },
      other: { type: 'adaptor', config: { adaptor: 'else' } },
      ask: { type: 'http-request', config: { body: 'steps.`map-it`.contact.phone' } },
      near: { type: 'condition', config: { when: 'steps.`map-it`.contact.phones = 1' } },
      wrong: { type: 'condition', config: { when: 'steps.other.contact.phone = 1' } },
    },
    edges: [],
  };
  const endpoints = [
    {
      kind: 'connection' as const,
      slug: 'acme',
      endpoint: 'insert',
      label: 'Acme: Insert',
      to: '/connections/acme',
      document: ENDPOINT,
    },
  ];

  it('is looked for in the endpoints and the steps that read it by name', () => {
    const gone = goneTargets([{ target: 'contact.phone' }, { target: 'email' }], [{ target: 'email' }]);
    expect(gone).toEqual(['contact.phone']);
    const readers = readersOfTargets(gone, { adaptor: 'acme', endpoints, flows: [{ slug: 'buyers', document: flow }] });
    expect(readers.map(({ who }) => who)).toEqual(['the endpoint Acme: Insert', 'the step ask of Buyers']);
    expect(readersOfTargets([], { adaptor: 'acme', endpoints, flows: [] })).toEqual([]);
  });
});
