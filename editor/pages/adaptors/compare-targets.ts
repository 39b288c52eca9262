// Compares the rows with what a receiver takes: what is missing, what it does not know, what is only nearly called so. Pure.
import type { AdaptorField } from '../../../flows/language/document.ts';
import { digitsOf, likeness, normalName } from './names.ts';

/** A row whose target is nearly a name of the receiver: `listId` for `list_id`. */
export interface NearMiss {
  index: number;
  target: string;
  meant: string;
  /** True where the receiver requires it. */
  isRequired: boolean;
}

/** What sets the rows and the receiver's fields apart. */
export interface Comparison {
  /** Fields of the receiver without a row; those that a row means by another name are not among them. */
  missing: AdaptorField[];
  near: NearMiss[];
  /** Targets that the receiver does not name. */
  extra: string[];
  /** Targets of rows that the receiver requires, and the row does not say so. */
  required: string[];
}

const LEAST = 0.8;

/** Compares `fields` with the receiver's; a name is given to one row alone. */
export function compareTargets(fields: readonly AdaptorField[], wanted: readonly AdaptorField[]): Comparison {
  const known = new Set(fields.map(({ target }) => target));
  const named = new Map(wanted.map((field) => [field.target, field]));
  const strangers = fields.flatMap(({ target }, index) =>
    target === '' || named.has(target) ? [] : [{ target, index }],
  );
  const open = wanted.filter(({ target }) => !known.has(target));
  const near: NearMiss[] = [];
  for (const { target, index } of strangers) {
    const taken = new Set(near.map(({ meant }) => meant));
    const [best] = open
      .filter((field) => !taken.has(field.target))
      .map((field) => ({
        meant: field.target,
        isRequired: field.required === true,
        like: nearness(target, field.target),
      }))
      .filter(({ like }) => like >= LEAST)
      .sort((a, b) => b.like - a.like);
    if (best) near.push({ index, target, meant: best.meant, isRequired: best.isRequired });
  }
  const meant = new Set(near.map((each) => each.meant));
  const isNear = new Set(near.map(({ index }) => index));
  return {
    missing: open.filter(({ target }) => !meant.has(target)),
    near,
    extra: strangers.filter(({ index }) => !isNear.has(index)).map(({ target }) => target),
    required: fields
      .filter((field) => named.get(field.target)?.required && !field.required)
      .map(({ target }) => target),
  };
}

function nearness(a: string, b: string): number {
  if (plain(a) === plain(b)) return 1;
  return digitsOf(a) === digitsOf(b) ? likeness(normalName(a), normalName(b)) : 0;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What of a comparison is taken over. */
export interface Taken {
  missing: readonly AdaptorField[];
  renamed: readonly NearMiss[];
  required: readonly string[];
}

/** The rows with it: renamed, marked as required, and the missing ones added. */
export function withTargets(fields: readonly AdaptorField[], { missing, renamed, required }: Taken): AdaptorField[] {
  const meant = new Map(renamed.map((each) => [each.index, each]));
  const known = fields.map((field, index): AdaptorField => {
    const near = meant.get(index);
    const named = { ...field, target: near?.meant ?? field.target };
    return near?.isRequired || required.includes(field.target) ? { ...named, required: true } : named;
  });
  return [...known, ...missing];
}
