// Reading DNC files: lines of every kind, and the sorting, merging and checking of the numbers in them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNumber } from '../../server/tools/dnc/read-line.ts';
import { DamagedSegment, holds, readSegment, SegmentWriter } from '../../server/tools/dnc/segment.ts';
import { SortedRuns } from '../../server/tools/dnc/sorted-runs.ts';
import { doWork, type FileReport, type ImportMode } from '../../server/tools/dnc/work.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dnc-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ANN = 13105550123;
const BOB = 12025550144;

/** What a file of this text would do to a list that holds `base`, and what the list then holds. */
function imported(text: string | Buffer, mode: ImportMode = 'replace', base: number[] = [], region = 'US') {
  const from = join(folder, 'file');
  writeFileSync(from, text);
  const old = base.length === 0 ? null : segment('old', base);
  const report = doWork({ kind: 'read', from, to: from, mode, region, base: old }, () => undefined) as FileReport;
  const merged = { kind: 'merge', from, to: join(folder, 'new'), base: mode === 'replace' ? null : old } as const;
  return { report, numbers: [...(doWork({ ...merged, erased: [] }, () => undefined) as Float64Array)] };
}

function segment(name: string, numbers: readonly number[]) {
  const writer = new SegmentWriter(join(folder, name));
  for (const number of numbers.toSorted((a, b) => a - b)) writer.push(number);
  writer.end();
  return readSegment(join(folder, name));
}

describe('a DNC file', () => {
  it.each([
    ['numbers alone, with any line ends and a mark', '\ufeff3105550123\r\n\r\n+1 (202) 555-0144\n'],
    ['the national file', '310,5550123\n202,5550144'],
    ['a table with names', 'Name,Phone number,Date\n"Lee, Ann",310-555-0123,2026-01-02\nBob,12025550144,2026-01-03\n'],
    ['a table without names, the number in the second column', 'Ann;3105550123\nBob;2025550144\n'],
    ['an area and a number by name', 'area code,phone\n310,555-0123\n202,5550144\n'],
  ])('is read as %s', (_, text) => {
    const { report, numbers } = imported(text);
    expect(numbers).toEqual([BOB, ANN]);
    expect(report).toMatchObject({ read: 2, unreadable: 0, added: 2, doubles: 0, after: 2 });
  });

  it('says what became of every line, the unreadable ones by their number', () => {
    const { report, numbers } = imported('3105550123\nnobody\n3105550123\n12\n2025550144\n', 'add', [BOB]);
    expect(numbers).toEqual([BOB, ANN]);
    expect(report).toMatchObject({
      lines: 5,
      read: 3,
      unreadable: 2,
      added: 1,
      known: 1,
      doubles: 1,
      before: 1,
      after: 2,
    });
    expect(report.examples).toEqual([
      { line: 2, text: 'nobody' },
      { line: 4, text: '12' },
    ]);
  });

  it('of changes adds and deletes as its lines say, and keeps what it says both of', () => {
    const text = '310,5550123,A,2026-01-02\n202,5550144,D,2026-01-02\n415,5550100,D\n415,5550100,A\n310,5550199\n';
    const { report, numbers } = imported(text, 'changes', [BOB, 14155550100]);
    expect(numbers).toEqual([ANN, 14155550100]);
    expect(report).toMatchObject({ added: 1, known: 1, removed: 1, both: 1, unreadable: 1, before: 2, after: 2 });
    expect(report.marked).toEqual({ add: 2, delete: 2 });
  });

  it.each([
    ['Phone,Reason\n3105550123,Asked us\n2025550144,Asked us\n', [], 'Asked us', []],
    ['Phone,Reason\n3105550123,Asked us\n2025550144,Litigator\n', [], '', ['Reason']],
    ['Phone,Reason\n3105550123,Asked us\n2025550144\n', [], '', ['Reason']],
    // The numbers that are there have one of their own.
    ['Phone,Reason\n3105550123,Asked us\n', [BOB], '', ['Reason']],
  ])('of %j, for a list with %j, has the reason %j for all of its rows', (text, base, reason, unused) => {
    expect(imported(text, 'add', base).report).toMatchObject({ reason, unused });
  });

  it('takes numbers off, and says which were not there', () => {
    const { report, numbers } = imported('3105550123\n4155550100\n', 'remove', [ANN, BOB]);
    expect(numbers).toEqual([BOB]);
    expect(report).toMatchObject({ removed: 1, absent: 1, before: 2, after: 1 });
  });

  it('reads numbers without a country code in its region', () => {
    expect(imported('030 123456\n+13105550123', 'replace', [], 'DE').numbers).toEqual([4930123456, ANN]);
  });

  it.each([
    ['a ZIP archive', Buffer.from('PK\u0003\u0004'), /ZIP archive/],
    ['a gzip file', Buffer.from([0x1f, 0x8b, 8]), /gzip/],
    ['UTF-16', Buffer.from('\ufeff310', 'utf16le'), /UTF-8/],
  ])('is refused with what to do where it is %s', (_, bytes, says) => {
    expect(() => imported(bytes)).toThrow(says);
  });

  it.each([
    [
      'Phone,Reason,Purpose,Date\n3105550123,asked,sales,2026-01-02\n2025550144,,,\n',
      ['Reason', 'Purpose', 'Date'],
      [],
    ],
    ['Name,Home phone,Mobile\nAnn,3105550123,2025550144\n', ['Name', 'Mobile'], ['Mobile']],
    ['3105550123;2025550144;2026-01-02\n', ['column 2', 'column 3'], ['column 2']],
    ['310,5550123,A,2026-01-02\n', ['column 4'], []],
    ['310,5550123\n3105550123\n', [], []],
  ])('says which columns of %j nothing is kept of, and which of them hold numbers', (text, unused, moreNumbers) => {
    expect(imported(text).report).toMatchObject({ unused, moreNumbers });
  });

  it.each([
    ['two numbers in one cell', '3105550123/2025550144'],
    ['two numbers with blanks between', '"310-555-0123 202-555-0144"'],
    ['letters', '1-800-FLOWERS'],
    ['too few digits', '555-0123'],
    ['too many digits', '3105550123202'],
    ['an empty cell', '""'],
  ])('has no number in a line with %s, and says so', (_, line) => {
    const { report, numbers } = imported(`2025550144\n${line}\n`);
    expect(numbers).toEqual([BOB]);
    expect(report).toMatchObject({ read: 1, unreadable: 1 });
  });

  it('reads numbers of other countries and with an extension, and each number once however it is written', () => {
    const text = '+1 310 555 0123\n(310) 555-0123 ext. 12\n01113105550123\n+49 30 123456\n011 49 30 123456\n';
    expect(imported(text, 'replace', [], 'US').numbers).toEqual([4930123456, ANN]);
  });

  it('goes over a line of any length', () => {
    const { report } = imported(`3105550123\n${'x'.repeat(6_000_000)}\n2025550144\n`);
    expect(report).toMatchObject({ lines: 3, read: 2, unreadable: 1 });
  });

  it('reads numbers of the North American plan as the library does', () => {
    const forms = [
      (d: string) => d,
      (d: string) => `1${d}`,
      (d: string) => `+1 ${d}`,
      (d: string) => `(${d.slice(0, 3)}) ${d.slice(3)}`,
    ];
    for (let i = 0; i < 400; i += 1) {
      const digits = String((i * 24_860_071 + 1_000_000_007) % 10_000_000_000).padStart(10, '0');
      const text = forms[i % forms.length]?.(digits) ?? '';
      const { e164 } = readPhone(text, 'US');
      expect(readNumber(text, 'US'), text).toBe(e164 === '' ? undefined : Number(e164.slice(1)));
    }
  });
});

describe('imported numbers', () => {
  it('come out sorted when they are more than are sorted at once', () => {
    const runs = new SortedRuns(join(folder, 'run'), 100);
    const numbers = Array.from({ length: 1050 }, (_, i) => (i * 7919) % 1000);
    for (const number of numbers) runs.push(number);
    expect([...runs.ascending()]).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are found where they are, at both ends and nowhere else', () => {
    const numbers = segment('some', [ANN, BOB, 14155550100]);
    expect([ANN, BOB, 14155550100].every((number) => holds(numbers, number))).toBe(true);
    expect([1, ANN + 1, 999999999999999].some((number) => holds(numbers, number))).toBe(false);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['changed in one bit', (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 70 ? byte ^ 1 : byte)))],
    ['never sealed', (bytes: Buffer) => Buffer.concat([Buffer.alloc(64), bytes.subarray(64)])],
    ['empty', () => Buffer.alloc(0)],
  ])('are refused where their file was %s', (_, damage) => {
    segment('some', [ANN, BOB]);
    const path = join(folder, 'some');
    writeFileSync(path, damage(readFileSync(path)));
    expect(() => readSegment(path)).toThrow(DamagedSegment);
  });
});
