// Lengths of time as people write them: `90s`, `5m`, `2h`, `7d`.
import type { Json } from './document.ts';
import { Failure } from './failures.ts';

/** What a length of time is written like, as a pattern for the fields that hold one. */
export const DURATION_PATTERN = '^\\d{1,9}\\s*(ms|s|m|h|d)$';

const MS_A_DAY = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: MS_A_DAY };

/** `500ms`, `5s`, `10m`, `2h` or `7d` in milliseconds; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d{1,9})\s*(ms|s|m|h|d)$/.exec(text.trim());
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) : undefined;
}

/** A field's length of time, milliseconds, at most `longest` days. Fails with CONFIG_INVALID naming the field. */
export function durationOfField(
  value: Json | undefined,
  { field, title, longest }: { field: string; title: string; longest: number },
): number {
  const ms = typeof value === 'string' ? durationMs(value) : undefined;
  const found =
    value === undefined || value === null ? 'it has no value' : `it is ${JSON.stringify(value).slice(0, 60)}`;
  const says =
    ms === undefined
      ? `“${title}” is not a length of time: ${found}. Write it like 15m, 2h or 3d.`
      : `“${title}” is ${value}, and ${longest} days are the most.`;
  if (ms === undefined || ms > longest * MS_A_DAY)
    throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
  return ms;
}
