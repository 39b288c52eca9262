// Files of leads as they are read: encodings, separators, quotes, titles, and what is no row.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../flows/language/csv-line.ts';
import { LineReader } from '../../flows/language/delimited.ts';
import type { AdaptorDocument } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { lookOver } from '../../server/imports/look-over.ts';
import { compileMapping } from '../../server/imports/map-rows.ts';
import { NumberSet } from '../../server/imports/number-set.ts';
import { describeFile, type FileRow, rowsOf } from '../../server/imports/read-rows.ts';

const adaptor = {
  leadflow: 1,
  name: 'A',
  fields: [{ target: 'a', from: '$map(lead.a, function($x) { $x })' }],
} as const;

describe('a row that the sandbox does not map', () => {
  const moment = { row: 1, now: 0, source: '', region: 'US' };
  const map = (error: Error) =>
    compileMapping(adaptor as unknown as AdaptorDocument).map(
      { a: '1' },
      { ...moment, pool: () => Promise.reject(error) },
    );
  it('is at fault for its own expression alone: where the sandbox is gone, it is not told failed', async () => {
    const own = await map(new Failure('EXPRESSION_FAILED', { detail: 'It divides by a text.' }));
    expect(own.faults).toMatchObject([{ says: expect.stringContaining('It divides by a text.') }]);
    await expect(map(new Error('The sandbox does not start.\n    at here'))).rejects.toThrow(/does not start/);
    await expect(map(new Failure('SHUTTING_DOWN'))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: string | Uint8Array, choice = {}) {
  const path = join(folder, 'leads.csv');
  writeFileSync(path, bytes);
  const { encoding } = await lookOver(path);
  const file = await describeFile(path, encoding, choice);
  const rows: FileRow[] = [];
  for await (const some of rowsOf(path, file)) rows.push(...some);
  return { file, rows, records: rows.map(({ record }) => record) };
}

const utf16 = (text: string, mark: string) => Buffer.from(`${mark}${text}`, 'utf16le');
const TEXT = 'phone;name\n3105550123;"Zoë; ""Z"""\n\n3105550124;Ann\n';
const RECORDS = [
  { phone: '3105550123', name: 'Zoë; "Z"' },
  { phone: '3105550124', name: 'Ann' },
];

describe('a file', () => {
  it.each([
    ['UTF-8', TEXT, 'utf-8'],
    ['UTF-8 with its mark', `\ufeff${TEXT}`, 'utf-8'],
    ['UTF-16', utf16(TEXT, '\ufeff'), 'utf-16le'],
    ['UTF-16 without a mark', utf16(TEXT, ''), 'utf-16le'],
    ['UTF-16, the other way round', utf16(TEXT, '\ufeff').swap16(), 'utf-16be'],
    ['Windows-1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
  ])('in %s is read', async (_name, bytes, encoding) => {
    const { file, records } = await read(bytes);
    expect(file).toMatchObject({ encoding, separator: ';', titled: true, columns: ['phone', 'name'] });
    expect(records).toEqual(RECORDS);
  });

  it('is read as an admin chooses, in place of what was found', async () => {
    const text = 'phone,name\n1,Zo\u00eb\n';
    expect((await read(Buffer.from(text, 'latin1'))).records).toEqual([{ phone: '1', name: 'Zo\u00eb' }]);
    await expect(read(Buffer.from(text, 'latin1'), { encoding: 'utf-8' })).rejects.toThrow(/not UTF-8 all through/);
    const plain = await read('3105550123,Ann\n');
    expect(plain.file).toMatchObject({ titled: false, columns: ['Column 1', 'Column 2'] });
    expect((await read('3105550123,Ann\n', { titled: true })).records).toEqual([]);
  });

  it('of very many columns is refused at once, however they are called', async () => {
    const begun = performance.now();
    for (const text of [`${'a,'.repeat(100_000)}\n1\n`, `${','.repeat(9_999)}x\n1\n`])
      await expect(read(text)).rejects.toThrow(/It has 1\d+,00[01] columns; 1,000 are the most|It has 10,000 columns/);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('names columns that have no name, two of one name, or one that no object can have', async () => {
    const { file } = await read('phone,,Phone,phone,__proto__\n1,2,3,4,5\n');
    expect(file.columns).toEqual(['phone', 'Column 2', 'Phone', 'phone 2', 'Column 5']);
  });

  it('gives each row its line, and says of one with too many cells why it is none', async () => {
    const { rows } = await read('phone,name\n1,"two\nlines"\n2,b,c\n3,c,,\n');
    expect(rows.map(({ row, line, fault }) => [row, line, fault])).toEqual([
      [1, 2, undefined],
      [2, 4, 'The row has 3 cells, and there are 2 columns.'],
      [3, 5, undefined],
    ]);
  });

  it('reads back what an export wrote: apostrophes, fields as an object, and the line that says it was cut', async () => {
    const lines = [
      ['id', 'phone', 'fields'],
      ['1', "'+13105550123", '{"a":"=1"}'],
    ];
    const { rows } = await read(
      `\ufeff${lines.map(csvLine).join('')}${csvLine(['Cut here: a file holds at most 1.'])}`,
    );
    expect(rows[0]?.record).toEqual({ id: '1', phone: '+13105550123', fields: { a: '=1' } });
    expect(rows[1]?.fault).toContain('Cut here');
    const json = await read('{"phone":"+13105550123","fields":{"a":1}}\nno\n');
    expect(json.file).toMatchObject({ separator: 'json', columns: ['phone', 'fields'] });
    expect(json.rows.map(({ fault }) => fault)).toEqual([undefined, 'The line is no object in JSON.']);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['a workbook', 'PK\u0003\u0004', 'It is a ZIP archive or a workbook.'],
    ['compressed text', Buffer.from([0x1f, 0x8b, 8]), 'It is compressed'],
    ['no text', Buffer.from([1, 0, 0, 0, 7, 7]), 'It is no plain text.'],
    ['a quote that stays open', 'a,b\n1,"2\n3,4\n', 'The quote that opens in line 2 is never closed.'],
    ['an endless line', `a,b\n"${'x'.repeat(300_000)}`, 'The quote that opens in line 2 is not closed within 262,144'],
  ])('of %s is refused with what to do', async (_name, bytes, says) => {
    await expect(read(bytes)).rejects.toThrow(says);
  });
});

describe('the reader of lines', () => {
  it('reads the same wherever the text is cut', () => {
    const text = 'a,b\r\n"x""y",""\r"li\r\nne",\n"""",z';
    const whole = new LineReader(',');
    const lines = [...whole.push(text), ...whole.end()];
    expect(lines.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['x"y', ''],
      ['li\nne', ''],
      ['"', 'z'],
    ]);
    for (let cut = 1; cut < text.length; cut += 1) {
      const reader = new LineReader(',');
      expect([...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut)), ...reader.end()]).toEqual(lines);
    }
  });
});

describe('the numbers of a file', () => {
  it('are each new once, and known by the line that they came on', () => {
    const lines = new NumberSet();
    const numbers = Array.from({ length: 20_000 }, (_, at) => 13105550000 + at * 7919);
    expect(numbers.every((number, at) => lines.add(number, at + 2) === undefined)).toBe(true);
    expect(numbers.every((number, at) => lines.add(number, 0) === at + 2)).toBe(true);
  });
});
