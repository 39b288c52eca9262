// Response: reads what a receiver answered as data, takes values out of it, and says whether the receiver accepted.
import { type Static, Type } from 'typebox';
import { hiddenWhere, type JsonSchema, type Port, type PortRule } from '../flows/language/catalogue.ts';
import { passes, testOf, VALUELESS, whatIsAt, wordsOf } from '../flows/language/decision.ts';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { getPath } from '../flows/language/paths.ts';
import { choice, defineNode, expression, type Result } from './contract.ts';
import { COMPARISON_FIELDS } from './table.ts';
import type { AnswerType, ParsedAnswer, RemoteAnswer, Tools } from './tools.ts';

const PATH = {
  description:
    'Where to look in the answer: names with dots between, a number for a place in a list, @name for an XML attribute.',
  minLength: 1,
  maxLength: 500,
};

const ExtractRow = Type.Object(
  {
    name: Type.String({
      title: 'Name',
      description: 'What later steps call the value: steps.<this step>.fields.<name>.',
      examples: ['leadId'],
      pattern: '^(?!(__proto__|constructor|prototype)$)[A-Za-z_][A-Za-z0-9_]*$',
      maxLength: 100,
    }),
    path: Type.String({ title: 'Path', examples: ['data.lead_id', 'response.@id', 'values.0'], ...PATH }),
  },
  { additionalProperties: false },
);

const RuleRow = Type.Object(
  {
    path: Type.String({ title: 'Path', examples: ['success'], ...PATH }),
    ...COMPARISON_FIELDS,
    outcome: choice(
      { accepted: 'Accepted', rejected: 'Rejected' },
      { title: 'Means', description: 'What the receiver said when this rule matches.', examples: ['accepted'] },
    ),
    reasonPath: Type.Optional(
      Type.String({
        title: 'Reason at',
        description: 'Where the receiver says why, as a path. Left empty: the rule in words is the reason.',
        examples: ['text'],
        maxLength: 500,
      }),
    ),
  },
  { additionalProperties: false, ...hiddenWhere('value', 'comparison', VALUELESS) },
);

const config = Type.Object(
  {
    from: expression<Json | undefined>({
      title: 'Answer',
      description: 'The answer to read: the value of an HTTP request.',
      examples: ['steps.ask'],
    }),
    as: Type.Optional(
      choice(
        { declared: 'As its content type says', json: 'JSON', xml: 'XML', text: 'Text' },
        {
          title: 'Read as',
          description:
            'The type of the answer. Name it where the receiver sends a wrong content type, such as JSON as text/html.',
          examples: ['json'],
          default: 'declared',
        },
      ),
    ),
    extract: Type.Optional(
      Type.Array(ExtractRow, {
        title: 'Take out',
        description: 'Values that later steps need, each under a name. A value that is not there is null.',
        examples: [[{ name: 'leadId', path: 'data.lead_id' }]],
        maxItems: 200,
        'x-widget': 'rows',
      }),
    ),
    rules: Type.Optional(
      Type.Array(RuleRow, {
        title: 'Rules',
        description:
          'What the receiver means: the first rule that matches counts. An answer that no rule matches is never taken for a yes.',
        examples: [[{ path: 'success', value: 'true', outcome: 'accepted' }]],
        maxItems: 200,
        'x-widget': 'rows',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Reads an answer: its value is {type, status, data, fields, looksLike, rule}. Fails with CONFIG_INVALID. */
export const responseParse = defineNode({
  type: 'response-parse',
  title: 'Response',
  aka: [
    'Parse',
    'Read answer',
    'Response parser',
    'Response Data Type (Convoso Connect)',
    'Response Key, Delimiter (Convoso Connect)',
    'JSON, XML (n8n)',
    'json, xml, csv (Node-RED)',
    'Outcome search term (LeadConduit)',
    'Response parser (LeadConduit)',
    'Response Type (Gcalls)',
    'lead-result (Convertr)',
  ],
  about: 'Reads the answer of a receiver as JSON, XML or text, takes values out, and says what it means.',
  category: 'transform',
  effect: 'none',
  ports: [
    { ifUnset: 'rules', port: { name: 'parsed', title: 'Read', about: 'The answer could be read.', required: true } },
    onRules({ name: 'accepted', title: 'Accepted', about: 'The receiver took the lead.', outcome: 'accepted' }),
    onRules({ name: 'rejected', title: 'Rejected', about: 'The receiver said no.', outcome: 'rejected' }),
    onRules({ name: 'unrecognised', title: 'Not recognised', about: 'No rule matches the answer.', outcome: 'error' }),
    {
      always: {
        name: 'unreadable',
        title: 'Unreadable',
        about: 'The answer is empty, broken, or of another type than declared.',
        outcome: 'error',
        required: true,
      },
    },
  ],
  needs: ['parse'],
  config,
  output: ({ extract }) => ({
    type: 'object',
    title: 'The answer, read',
    properties: {
      status: { type: 'integer', title: 'HTTP status' },
      type: { type: 'string', title: 'Content type' },
      looksLike: { enum: ['json', 'xml', 'html', 'text', 'empty'], title: 'What the answer looks like' },
      data: { title: 'The answer as data' },
      fields: { type: 'object', title: 'Values taken out', properties: fieldSchemas(extract) },
      rule: { type: ['integer', 'null'], title: 'Rule that matched' },
      declared: { type: 'string', title: 'Unreadable: the type declared' },
      says: { type: 'string', title: 'Unreadable: what is wrong' },
      body: { type: 'string', title: 'Unreadable: how the body begins' },
    },
    required: ['status', 'type', 'looksLike'],
  }),
  run: ({ from, as = 'declared', extract = [], rules = [] }, _view, { parse }) => {
    const answer = answerOf(from);
    const { status, type } = answer;
    const declared = as === 'declared' ? typeNamed(type) : as;
    const reading = readAs(answer.body, declared, { trusted: as !== 'declared', parse });
    if (!reading.ok) return unreadable(answer, declared ?? '', reading);
    const { data, looksLike } = reading;
    const fields = Object.fromEntries(extract.map(({ name, path }) => [name, getPath(data, path) ?? null]));
    const index = rules.findIndex((each) => passes(getPath(data, each.path), testOf(each)));
    const rule = rules[index];
    const value = { status, type, looksLike, data, fields, rule: rule ? index + 1 : null };
    if (rules.length === 0) return { port: 'parsed', value };
    if (rule) return { port: rule.outcome, value, reason: reasonOf(rule, index + 1, data) };
    const paths = rules.map(({ path }) => path);
    return { port: 'unrecognised', value, reason: `No rule matched: ${whatIsAt(paths, data)}.` };
  },
});

function onRules(port: Omit<Port, 'required'>): PortRule {
  return { ifSet: 'rules', port: { ...port, required: true } };
}

/** What a content type declares; undefined where it names none that we read. Types by RFC 6839 suffix too. */
function typeNamed(type: string): Declared | undefined {
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml';
  return type.startsWith('text/') ? 'text' : undefined;
}

type Declared = 'json' | 'xml' | 'text' | 'html';
type Unreadable = Extract<ParsedAnswer, { ok: false }>;
const WORDS: Record<AnswerType, string> = { json: 'JSON', xml: 'XML', html: 'HTML', text: 'text', empty: 'nothing' };

/** Reads the body as what was declared; `trusted` where the flow named the type, so that anything may be read as text. */
function readAs(
  body: string,
  declared: Declared | undefined,
  { trusted, parse }: { trusted: boolean; parse: Tools['parse'] },
): ParsedAnswer {
  if (declared === 'json' || declared === 'xml') return parse(body, declared);
  const asText = parse(body, 'text');
  if (!asText.ok || (declared === 'text' && trusted)) return asText;
  const { looksLike } = asText;
  if (declared === undefined && (looksLike === 'json' || looksLike === 'xml')) return parse(body, looksLike);
  // JSON sent as text/plain would be read as one text, and every path in it would miss; an HTML page is never data.
  if (declared === 'html' || looksLike !== 'text') return { ok: false, looksLike, says: '' };
  return asText;
}

function unreadable(
  { status, type, body }: RemoteAnswer,
  declared: Declared | '',
  { looksLike, says }: Unreadable,
): Result {
  const reason = whatIsWrong(declared, looksLike, says);
  const value = { status, type, declared, looksLike, says: reason, body: body.slice(0, 500) };
  return { port: 'unreadable', value, reason, outcome: 'error' };
}

function whatIsWrong(declared: Declared | '', looksLike: AnswerType, says: string): string {
  const start =
    declared === '' ? 'The answer declares no type that is read here' : `The answer was declared ${WORDS[declared]}`;
  if (looksLike === 'empty') return `${start}, but it is empty.`;
  if (declared === '' || looksLike === declared)
    return looksLike === 'html' ? 'The answer is an HTML page, not data.' : says;
  const hint = looksLike === 'html' ? '' : ' If that is right, say so under "Read as".';
  return `${start}, but it looks like ${WORDS[looksLike]}.${hint}`;
}

function answerOf(from: Json | undefined): RemoteAnswer {
  if (isAnswer(from)) return from;
  const says = 'This is not the answer of an HTTP request. Write steps and the id of the request, such as steps.ask.';
  throw new Failure('CONFIG_INVALID', { detail: `Answer: ${says}`, fields: [{ field: 'from', says }] });
}

function isAnswer(from: Json | undefined): from is RemoteAnswer {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return false;
  return typeof from.status === 'number' && typeof from.type === 'string' && typeof from.body === 'string';
}

type Rule = Static<typeof RuleRow>;

function reasonOf(rule: Rule, number: number, data: Json): string {
  const said = rule.reasonPath ? getPath(data, rule.reasonPath) : undefined;
  const text = typeof said === 'object' || said === undefined ? '' : String(said).trim();
  return text === '' ? `Rule ${number} matched: ${wordsOf(rule.path, testOf(rule))}.` : text;
}

function fieldSchemas(extract: Json | undefined): Record<string, JsonSchema> {
  const rows = Array.isArray(extract) ? (extract as unknown as Static<typeof ExtractRow>[]) : [];
  return Object.fromEntries(rows.map(({ name, path }) => [name, { title: `From ${path}` }]));
}
