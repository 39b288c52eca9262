// Reads jsonata's own suite: cases with what they are evaluated on and what they must come to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isSame } from '../../flows/language/json.ts';
import type { Made } from './reference.ts';

/** One case. `name` is `<group>/<file>`, with the place in the file where it holds several. */
export interface SuiteCase {
  name: string;
  text: string;
  input: unknown;
  /** True where it reads variables from outside, which do not exist here. */
  bound: boolean;
  /** True where the order of the items does not count. */
  unordered: boolean;
  wanted: Made;
}

interface RawCase {
  expr?: string;
  'expr-file'?: string;
  data?: unknown;
  dataset?: string | null;
  bindings?: object;
  result?: unknown;
  code?: string;
  error?: { code?: string };
  unordered?: boolean;
}

/** The folder of the suite; undefined where it is not at hand. */
export function suiteFolder(): string | undefined {
  const named = process.env.LEADFLOW_JSONATA_SUITE;
  const folder = resolve(named ?? join(import.meta.dirname, '../../../shared/jsonata-suite'));
  return existsSync(join(folder, 'groups')) ? folder : undefined;
}

/** Every case of the suite, in the order of its files. */
export function suiteCases(folder: string): SuiteCase[] {
  const groups = readdirSync(join(folder, 'groups')).toSorted();
  return groups.flatMap((group) => {
    const files = readdirSync(join(folder, 'groups', group)).filter((each) => each.endsWith('.json'));
    return files.toSorted().flatMap((file) => {
      const read = JSON.parse(readFileSync(join(folder, 'groups', group, file), 'utf8')) as RawCase | RawCase[];
      const several = Array.isArray(read);
      return [read].flat().map((raw, at): SuiteCase => {
        const name = `${group}/${file.replace(/\.json$/, '')}${several ? `.${at}` : ''}`;
        const text = raw.expr ?? readFileSync(join(folder, 'groups', group, raw['expr-file'] ?? ''), 'utf8');
        const bound = Object.keys(raw.bindings ?? {}).length > 0;
        return {
          name,
          text,
          input: inputOf(folder, raw),
          bound,
          unordered: raw.unordered === true,
          wanted: wantedOf(raw),
        };
      });
    });
  });
}

/** Whether a value or code is the one that the suite asks for. */
export function agrees({ wanted, unordered }: SuiteCase, made: Made): boolean {
  if ('code' in wanted || 'code' in made) return 'code' in wanted && 'code' in made && wanted.code === made.code;
  const [ours, theirs] = [made.value, wanted.value].map((value) =>
    unordered && Array.isArray(value)
      ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : value,
  );
  return ours === undefined || theirs === undefined ? ours === theirs : isSame(ours, theirs);
}

function wantedOf(raw: RawCase): Made {
  const code = raw.code ?? raw.error?.code;
  if (code !== undefined) return { code };
  return { value: raw.result as Extract<Made, { value: unknown }>['value'] };
}

function inputOf(folder: string, raw: RawCase): unknown {
  if (raw.data !== undefined || !raw.dataset) return raw.data;
  return JSON.parse(readFileSync(join(folder, 'datasets', `${raw.dataset}.json`), 'utf8'));
}
