// The numbers that tests send: none comes twice, and none is one that a page, or another test, has asked about by itself.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../server/tools/read-phone.ts';
import { freshPhone } from './test-server.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

describe('a fresh number', () => {
  const numbers = Array.from({ length: 3000 }, freshPhone);

  it('comes once in three thousand, and is valid', () => {
    expect(new Set(numbers).size).toBe(3000);
    expect(numbers.filter((number) => !readPhone(number, 'US').valid)).toEqual([]);
  });

  it('is written nowhere else', () => {
    const written = new Set(['editor', 'flows', 'nodes', 'server', 'test'].flatMap(numbersIn));
    expect(written.size).toBeGreaterThan(20);
    expect(numbers.filter((number) => written.has(number.slice(2)))).toEqual([]);
  });
});

/** Numbers of ten digits with 555 in the middle, in files of the folder. */
function numbersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|ya?ml|md|json|csv)$/.test(path) && !path.startsWith('dist'))
    .map((path) => join(ROOT, folder, path))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => readFileSync(path, 'utf8').match(/[2-9]\d\d55501\d\d/g) ?? []);
}
