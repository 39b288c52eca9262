// What makes a lead a duplicate, as a step says it: the form fields, and what they come to for one lead.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { choice, fixedOrExpression } from './contract.ts';
import type { CreateLead } from './tools.ts';

const ON_DUPLICATE = {
  allow: 'Create it anyway',
  skip: 'Leave the old one',
  update: 'Update the old one',
  merge: 'Update what was sent',
} as const;
const SCOPES = { list: 'Its list', campaign: 'Its campaign', account: 'All lists', none: 'Nowhere' } as const;

/** The form fields. */
export const DUPLICATE_FIELDS = {
  onDuplicate: Type.Optional(
    fixedOrExpression<Json | undefined>(
      choice(ON_DUPLICATE, {
        title: 'On duplicate',
        description: 'What to do when there is a lead with this phone number already.',
        examples: ['skip'],
        default: 'skip',
      }),
    ),
  ),
  scope: Type.Optional(
    fixedOrExpression<Json | undefined>(
      choice(SCOPES, {
        title: 'Duplicates in',
        description: 'Where a lead with the same number makes this one a duplicate.',
        examples: ['account'],
        default: 'list',
      }),
    ),
  ),
  scopeOf: Type.Optional(
    fixedOrExpression<Json | undefined>(
      Type.String({
        title: 'List or campaign',
        description:
          'The list or campaign that duplicates are looked for in. Left empty: the one that the lead goes to.',
        examples: ['spring'],
      }),
    ),
  ),
};

/** What is looked for, and where. Fails with CONFIG_INVALID. */
export function duplicatesOf(given: {
  onDuplicate?: Json | undefined;
  scope?: Json | undefined;
  scopeOf?: Json | undefined;
}): Pick<CreateLead, 'onDuplicate' | 'scope' | 'scopeOf'> {
  const onDuplicate = oneOf(ON_DUPLICATE, given.onDuplicate, { field: 'onDuplicate', usual: 'skip' });
  const scope = oneOf(SCOPES, given.scope, { field: 'scope', usual: 'list' });
  const scopeOf = textOf(given.scopeOf);
  if (scope === 'none') return { onDuplicate: 'allow' };
  // The usual way says nothing more, so that what it comes to can be told ahead.
  if (scope === 'list' && scopeOf === '') return { onDuplicate };
  return { onDuplicate, scope, scopeOf };
}

function oneOf<W extends Record<string, string>>(
  words: W,
  value: Json | undefined,
  { field, usual }: { field: string; usual: keyof W & string },
): keyof W & string {
  const text = textOf(value) || usual;
  if (Object.hasOwn(words, text)) return text as keyof W & string;
  const says = `"${text.slice(0, 40)}" is none of ${Object.keys(words).join(', ')}.`;
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}

/** Fixed or evaluated, a field as text without outer blanks; empty where it is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value).trim();
}
