// The posting instructions of a flow, made from what is published: address, fields, answers, refusals and examples. Pure.
import { compilePattern } from '../../../flows/expression/regex.ts';
import type { Catalogue } from '../../../flows/language/catalogue.ts';
import type { FlowDocument, Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { sampleLead, sampleValue } from '../../../flows/language/sample-lead.ts';
import type { SourceRow } from '../../store/admin-rows.ts';
import { answersOf } from './answers.ts';
import { examplesOf } from './examples.ts';
import { refusalFor, refusalsOf } from './refusals.ts';
import type { PostingView } from './schemas-posting.ts';

/** What the instructions are made from. */
export interface PostingFor {
  flow: { slug: string; version: number };
  document: FlowDocument;
  catalogue: Catalogue;
  /** Id and config of the trigger, a webhook. */
  trigger: { node: string; config: JsonObject };
  /** Those of the flow. */
  sources: readonly SourceRow[];
  /** Whom they are for; undefined for nobody in particular. */
  source: SourceRow | undefined;
  /** Before `/in/`, e.g. `https://leads.acme.example`. */
  origin: string;
  syncLimitMs: number;
  /** Whether the examples mark their lead as a test. */
  test: boolean;
}

/** Makes them. */
export function postingOf(given: PostingFor): PostingView {
  const { flow, document, trigger, source, sources, origin, test } = given;
  const { config } = trigger;
  const methods = Array.isArray(config.methods) ? config.methods.map(String) : ['POST'];
  const method = methods.includes('POST') ? 'POST' : 'GET';
  const auth = source?.auth ?? 'key';
  const address = `${origin}/in/${String(config.path)}`;
  const lead = sampleLead(document, trigger.node, matches);
  const fields = fieldsOf(config.fields);
  const required = fields.find((field) => field.required)?.name ?? 'phone_number';
  return {
    flow: { ...flow, name: document.name, description: document.description ?? '' },
    source: source ? sourceOf(source) : null,
    sources: sources.map(({ id, name }) => ({ id, name })),
    address,
    methods,
    contentTypes: methods.includes('POST')
      ? ['application/json', 'application/x-www-form-urlencoded', 'application/xml', 'text/xml']
      : [],
    auth,
    fields,
    idempotency: { byFlow: textOf(config.idempotency), window: textOf(config.keyWindow) ?? '7d' },
    testField: textOf(config.testField),
    answers: answersOf({ ...given, pending: source?.pending ?? 'pending' }),
    refusals: refusalsOf({ methods, auth, isLimited: source ? source.ratePerMinute !== null : true }),
    refusal: refusalFor(required),
    lead,
    examples: examplesOf({ address, method, auth, lead, test }),
  };
}

function sourceOf({ id, name, region, test, ratePerMinute, paused }: SourceRow): PostingView['source'] {
  return { id, name, region, test, ratePerMinute, paused: paused !== null };
}

/** As the door matches. What was published before patterns were checked may hold one that cannot be read. */
function matches(pattern: string, text: string): boolean {
  try {
    return compilePattern(pattern).test(text);
  } catch {
    return true;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'yes or no',
  any: 'anything',
};

function fieldsOf(fields: Json | undefined): PostingView['fields'] {
  const rows = Array.isArray(fields) ? fields.filter(isObject) : [];
  return rows.map((row) => {
    const example = sampleValue(row, matches);
    return {
      name: String(row.name),
      type: TYPES[String(row.type ?? 'string')] ?? 'text',
      required: row.required === true,
      maxLength: typeof row.maxLength === 'number' ? row.maxLength : null,
      pattern: textOf(row.pattern),
      example: typeof example === 'string' ? example : JSON.stringify(example),
      description: textOf(row.description) ?? '',
    };
  });
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
