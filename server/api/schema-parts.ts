// The small pieces that the API's schemas are made of.
import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import type { Json, JsonObject } from '../../flows/language/document.ts';

/** Gives a schema a name of its own in the OpenAPI description and in the editor's types. */
export function named<T extends TSchema>(title: string, schema: T): T {
  return Object.assign(schema, { title, 'x-named': true });
}

/**
 * A named schema whose type the flow language has already: the editor's types take it from there. What comes in is only held
 * to `loose`, since the language's own readers say better what is wrong with a document.
 */
export function fromLanguage<T>(
  title: string,
  from: { file: 'document' | 'catalogue' | 'receivers' | 'answer-reading'; loose?: TSchema },
  schema: TSchema,
) {
  const { file, loose } = from;
  return Type.Unsafe<T>({
    ...schema,
    title,
    'x-named': true,
    'x-language': file,
    ...(loose ? { 'x-loose': loose } : {}),
  });
}

/** A body: fields that it does not know are refused, so that a mistyped name is not lost in silence. */
export function body<T extends TProperties>(properties: T) {
  return Type.Object(properties, { additionalProperties: false });
}

/** One of a few texts. */
export function choice<const T extends string>(values: readonly T[], description?: string) {
  return Type.Unsafe<T>({ type: 'string', enum: values, ...(description ? { description } : {}) });
}

/** The value or null. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Any JSON value. */
export const json = Type.Unsafe<Json>({});
/** Any JSON object. */
export const jsonObject = Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: {} });
/** An ISO 8601 time, UTC. */
export const time = Type.String({ format: 'date-time' });
/** A name in addresses and files: lower-case words joined by hyphens. */
export const slug = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 64,
  description: 'lower-case words joined by hyphens, starting with a letter',
});
/** A name on screen. */
export const title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'not blank' });
/** What an account may do. */
export const role = choice(['admin', 'viewer']);
/** The body of a request that says nothing. */
export const nothing = Type.Object({}, { additionalProperties: false });

/** What every list takes. */
export const listQuery = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Search text.' })),
  cursor: Type.Optional(Type.String({ maxLength: 2000, description: 'The `next` of the page before.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  as: Type.Optional(
    choice(
      ['csv', 'ndjson'],
      'The whole list as a file, at most 100,000 lines, in place of a page; says where it was cut.',
    ),
  ),
};
/** Only these: ids joined by commas. */
export const idsField = Type.Optional(
  Type.String({ maxLength: 12_000, pattern: '^[^,]+(,[^,]+)*$', description: 'ids joined by commas: only these' }),
);

/** The order of a list: the name of a column, with a minus for the other way round. */
export function sortField<const T extends string>(names: readonly T[]) {
  const values = names.flatMap((name) => [name, `-${name}` as const]);
  return Type.Optional(choice(values, 'The column to sort by, with a minus for the other way round.'));
}

/** The query of a list without other filters. */
export const plainList = Type.Object(listQuery);
/** The query of a list, read. */
export type ListQuery = Static<typeof plainList>;

/** What every list answers. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: orNull(Type.String()) });
}
