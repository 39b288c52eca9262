// The reading of a node's schema as a form: kinds, changes that keep the file short, and problems at their fields.
import { describe, expect, it } from 'vitest';
import {
  asVariant,
  emptyRow,
  exampleOf,
  fieldsOf,
  holdsOddRows,
  kindOf,
  moved,
  optionsOf,
  otherKeys,
  problemAt,
  problemsWithin,
  titleOfPath,
  valueOfOption,
  variantsOf,
  withField,
} from '../../editor/kit/form-model.ts';
import { asExpression, asFixed, isExpressionText, numberOf } from '../../editor/kit/form-values.ts';
import { hiddenWhere, type JsonSchema } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { catalogue } from '../../nodes/registry.ts';

const AUTH: JsonSchema = {
  oneOf: [
    { properties: { type: { const: 'none' } } },
    {
      title: 'Token',
      properties: {
        type: { const: 'token' },
        in: { enum: ['header', 'query'], default: 'header' },
        secret: { title: 'Secret' },
      },
      required: ['type', 'in'],
    },
    {
      properties: { type: { const: 'basic' }, user: { type: 'string' }, secret: { title: 'Secret' } },
      required: ['user'],
    },
  ],
};

describe('the kind of a field', () => {
  const kinds: [JsonSchema, string][] = [
    [{ type: 'string' }, 'text'],
    [{ type: 'string', 'x-widget': 'long-text' }, 'long-text'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'string', enum: ['a', 'b'] }, 'choice'],
    [{ anyOf: [{ const: 'a' }, { const: 'b' }] }, 'choice'],
    [{ type: 'string', 'x-expression': 'only' }, 'expression'],
    [{ type: 'string', 'x-ref': 'connection' }, 'options'],
    [{ type: 'string', 'x-options': { source: 'statuses' } }, 'options'],
    [{ type: 'string', 'x-secret': true }, 'secret'],
    [AUTH, 'variant'],
    [{ type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } }, 'rows'],
    [{ type: 'array', items: { type: 'string' } }, 'texts'],
    [{ type: 'array', items: { type: 'string', enum: ['POST', 'GET'] } }, 'choices'],
    [{ type: 'array', items: { type: 'string', 'x-ref': 'dnc-list' } }, 'choices'],
    [{ type: 'object', properties: { status: { type: 'integer' } } }, 'group'],
    [{ type: 'object' }, 'json'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'json'],
    [{ type: 'array', items: { type: 'object' }, 'x-widget': 'key-value-table' }, 'key-value-table'],
  ];
  it.each(kinds)('reads %j as %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });
});

describe('the fields of a form', () => {
  it('come in the order of the schema, with dotted paths and what is needed', () => {
    const schema: JsonSchema = {
      properties: { b: { type: 'string', title: 'B side' }, a: { type: 'number' } },
      required: ['a'],
    };
    const fields = fieldsOf(schema, 'rows.2');
    expect(fields.map(({ path, title, isRequired }) => [path, title, isRequired])).toEqual([
      ['rows.2.b', 'B side', false],
      ['rows.2.a', 'a', true],
    ]);
  });

  it('leave the no-match row to the key/value table', () => {
    const rows: JsonSchema = { type: 'array', 'x-widget': 'key-value-table' };
    const noMatch: JsonSchema = { type: 'object', properties: { success: { type: 'boolean' } } };
    expect(fieldsOf({ properties: { rows, noMatch } }).map((field) => field.key)).toEqual(['rows']);
    expect(fieldsOf({ properties: { noMatch } }).map((field) => field.key)).toEqual(['noMatch']);
  });

  it('never lose what the schema does not know', () => {
    expect(otherKeys({ properties: { path: { type: 'string' } } }, { path: 'a', later: 1 })).toEqual(['later']);
  });
});

describe('a field that depends on another', () => {
  const schema: JsonSchema = {
    properties: { method: { enum: ['GET', 'POST'], default: 'POST' }, send: { type: 'string' } },
    ...hiddenWhere('send', 'method', ['GET']),
  };

  it('is left out where the schema says so, by the value or by its default', () => {
    const keys = (value: JsonObject) => fieldsOf(schema, '', value).map((field) => field.key);
    expect(keys({ method: 'GET' })).toEqual(['method']);
    expect(keys({ method: 'POST' })).toEqual(['method', 'send']);
    expect(keys({})).toEqual(['method', 'send']);
  });

  it('knows the titles of the fields beside it', () => {
    expect(fieldsOf({ properties: { a: { title: 'One' }, b: {} } })[0]?.titles).toEqual({ a: 'One', b: 'b' });
  });
});

describe('a choice of shapes', () => {
  it('is told apart by the constant that every shape has', () => {
    expect(variantsOf(AUTH)?.key).toBe('type');
    expect(Object.keys(variantsOf(AUTH)?.shapes ?? {})).toEqual(['none', 'token', 'basic']);
    expect(variantsOf({ anyOf: [{ type: 'string' }, { type: 'number' }] })).toBeUndefined();
  });

  it('keeps what both shapes know, and fills in what the new one needs', () => {
    const variants = variantsOf(AUTH) ?? { key: '', shapes: {} };
    const basic = { type: 'basic', user: 'ann', secret: 'secret:acme' };
    expect(asVariant(variants, 'token', basic)).toEqual({ type: 'token', in: 'header', secret: 'secret:acme' });
    expect(asVariant(variants, 'none', basic)).toEqual({ type: 'none' });
    expect(asVariant(variants, 'basic', { type: 'none' })).toEqual({ type: 'basic', user: '' });
  });
});

describe('a change', () => {
  it('keeps the order of keys, and takes a key out for undefined', () => {
    const changed = withField({ a: 1, b: 2, c: 3 }, 'b', 9);
    expect(Object.entries(changed)).toEqual([
      ['a', 1],
      ['b', 9],
      ['c', 3],
    ]);
    expect(withField(changed, 'a', undefined)).toEqual({ b: 9, c: 3 });
  });

  it('starts a row with what is needed and nothing else', () => {
    const items: JsonSchema = {
      properties: {
        name: { type: 'string' },
        on: { type: 'boolean' },
        type: { type: 'string', default: 'any' },
        note: { type: 'string' },
      },
      required: ['name', 'on', 'type'],
    };
    expect(emptyRow(items)).toEqual({ name: '', on: false, type: 'any' });
  });

  it('of a table never drops what is no row', () => {
    expect(holdsOddRows([{ a: 1 }, 'b'])).toBe(true);
    expect(holdsOddRows({ a: 1 })).toBe(true);
    expect(holdsOddRows([{ a: 1 }])).toBe(false);
    expect(holdsOddRows(undefined)).toBe(false);
  });

  it('moves a row, and leaves the rows alone where there is no such place', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, 5)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
});

describe('choices', () => {
  it('carry their words, and give back numbers as numbers', () => {
    const schema: JsonSchema = { enum: [200, 202], 'x-words': ['OK', 'Accepted'] };
    expect(optionsOf(schema)).toEqual([
      { id: '200', label: 'OK' },
      { id: '202', label: 'Accepted' },
    ]);
    expect(valueOfOption(schema, '202')).toBe(202);
  });
});

describe('a problem', () => {
  const problems = [
    { field: 'rows.2.value', says: 'The value is missing.', remedy: 'Write one.' },
    { field: '/rows/0/key', says: 'Bad key.' },
    { field: 'headers[1].name', says: 'No name.' },
  ];
  it('stands at its field, however the path is written', () => {
    expect(problemAt(problems, 'rows.2.value')).toBe('The value is missing. Write one.');
    expect(problemAt(problems, 'rows.0.key')).toBe('Bad key.');
    expect(problemAt(problems, 'headers.1.name')).toBe('No name.');
    expect(problemAt(problems, 'rows.2')).toBeUndefined();
  });

  it('is led to by words', () => {
    const rows: JsonSchema = { title: 'Table', items: { properties: { key: { title: 'Key' } } } };
    const schema: JsonSchema = { properties: { rows, auth: { title: 'Kind', ...AUTH } } };
    expect(titleOfPath(schema, 'rows.1.key')).toBe('Table, row 2, Key');
    expect(titleOfPath(schema, 'auth.secret')).toBe('Kind, Secret');
    expect(titleOfPath(schema, 'later.x')).toBe('later, x');
  });

  it('counts for the fields around it, and not for fields whose names begin alike', () => {
    expect(problemsWithin(problems, 'rows')).toBe(2);
    expect(problemsWithin(problems, 'row')).toBe(0);
  });
});

describe('fixed or expression', () => {
  it('switches to an expression and back without loss', () => {
    const schema: JsonSchema = { type: 'string' };
    const text = asExpression('Hello "Ann"');
    expect(text).toBe('="Hello \\"Ann\\""');
    expect(asFixed(text, schema)).toBe('Hello "Ann"');
    expect(asFixed(asExpression(true), { type: 'boolean' })).toBe(true);
  });

  it('gives no fixed value for what is computed or of another type', () => {
    expect(asFixed('=steps.map', { type: 'string' })).toBeUndefined();
    expect(asFixed('=12', { type: 'string' })).toBeUndefined();
    expect(asFixed('=12', { type: 'integer' })).toBe(12);
  });

  it('knows an expression by its first letter', () => {
    expect(isExpressionText('=lead.email')).toBe(true);
    expect(isExpressionText('a=b')).toBe(false);
    expect(isExpressionText(12)).toBe(false);
  });
});

describe('what is typed and shown', () => {
  it('reads numbers, and tells a blank from a mistake', () => {
    expect(numberOf(' 1.5 ')).toBe(1.5);
    expect(numberOf('')).toBeUndefined();
    expect(numberOf('fifteen')).toBeNull();
    expect(numberOf('1e999')).toBeNull();
  });

  it('shows the first example as it would be typed', () => {
    expect(exampleOf({ examples: ['acme/leads', 'x'] })).toBe('acme/leads');
    expect(exampleOf({ examples: [{ a: 1 }] })).toBe('{"a":1}');
    expect(exampleOf({})).toBe('');
  });
});

describe('the form of a step that reserves', () => {
  it.each([
    [{}, ['keys', 'match', 'window', 'scope']],
    [{ scope: 'account' }, ['keys', 'match', 'window', 'scope']],
    [{ scope: 'campaign' }, ['keys', 'match', 'window', 'scope', 'list', 'campaign']],
  ] as [JsonObject, string[]][])('with %j shows the fields %j', (config, shown) => {
    expect(fieldsOf(catalogue().reserve?.config ?? {}, '', config).map(({ key }) => key)).toEqual(shown);
  });
});
