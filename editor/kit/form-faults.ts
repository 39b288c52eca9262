// What a form finds wrong by its schema alone, before anything is sent; and which problems are shown while someone types. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { exampleOf, type FormField, type FormProblem, fieldsOf, plainPath, rowsOf, variantsOf } from './form-model.ts';
import { isExpressionText } from './form-values.ts';

/** Every fault of the value, in the order of the fields. */
export function faultsOf(schema: JsonSchema, value: JsonObject, path = ''): FormProblem[] {
  return fieldsOf(schema, path, value).flatMap((field) => faultsOfField(field, value[field.key]));
}

function faultsOfField(field: FormField, value: Json | undefined): FormProblem[] {
  const { schema, path } = field;
  if (isBlank(value))
    return field.isRequired && schema.default === undefined ? [{ field: path, says: missing(field) }] : [];
  if (field.mayBeExpression && isExpressionText(value)) return [];
  if (field.kind === 'group' && isRecord(value)) return faultsOf(schema, value, path);
  if (field.kind === 'variant' && isRecord(value)) {
    const variants = variantsOf(schema);
    return faultsOf(variants?.shapes[String(value[variants.key])] ?? {}, value, path);
  }
  if (field.kind === 'rows') {
    return rowsOf(value).flatMap((row, index) => faultsOf(schema.items ?? {}, row, `${path}.${index}`));
  }
  const says = typeof value === 'string' ? textFault(schema, value) : numberFault(schema, value);
  return says === undefined ? [] : [{ field: path, says }];
}

function missing({ title, schema }: FormField): string {
  const example = exampleOf(schema);
  return `${title} is needed${example === '' ? '' : `, such as ${example}`}.`;
}

function textFault(schema: JsonSchema, text: string): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  if (text.length > maxLength) return `Use at most ${maxLength} characters.`;
  if (text.length < minLength) return `Use at least ${minLength} characters.`;
  if (pattern === undefined || new RegExp(pattern, 'u').test(text)) return undefined;
  const example = exampleOf(schema);
  return typeof schema['x-wanted'] === 'string'
    ? schema['x-wanted']
    : `This is not written as it must be${example === '' ? '' : `; write it like ${example}`}.`;
}

function numberFault(schema: JsonSchema, value: Json | undefined): string | undefined {
  if (typeof value !== 'number') return undefined;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, type } = schema;
  if (type === 'integer' && !Number.isInteger(value)) return 'Write a whole number.';
  if (value < minimum) return `Write ${minimum} or more.`;
  return value > maximum ? `Write ${maximum} or less.` : undefined;
}

/** What the person in the form is doing: the field that has the focus, and the fields that were wrong when it came there. */
export interface Attention {
  /** '' for none. */
  field: string;
  /** True where its problems were there before the typing began. */
  wasWrong: boolean;
}

/** The problems that are shown: those of the field being typed in wait until it is left, unless they were there before. */
export function shownProblems(problems: readonly FormProblem[], { field, wasWrong }: Attention): FormProblem[] {
  if (field === '' || wasWrong) return [...problems];
  return problems.filter((problem) => plainPath(problem.field) !== field);
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
