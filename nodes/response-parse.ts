// Response: reads what a receiver answered as data, takes values out of it, and says whether the receiver accepted.
import { type Static, Type } from 'typebox';
import { hiddenWhere, type JsonSchema, type Port, type PortRule } from '../flows/language/catalogue.ts';
import { VALUELESS } from '../flows/language/decision.ts';
import type { Json } from '../flows/language/document.ts';
import type { ParsedAnswer } from '../flows/language/parsed-answer.ts';
import { answerOf, declaredType, isServerError, noAnswer, readAs, unreadable } from './answer-read.ts';
import { readByEndpoint, readByRules } from './answer-results.ts';
import { choice, defineNode, endpointRef, expression, nameRef, type Result } from './contract.ts';
import { COMPARISON_FIELDS } from './table.ts';

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
    connection: Type.Optional(
      nameRef('connection', {
        title: 'Connection',
        description: 'Whose answer it is, where it is read as its endpoint says.',
        examples: ['acme-crm'],
      }),
    ),
    endpoint: Type.Optional(
      endpointRef('connection', {
        title: 'Read as the endpoint says',
        description:
          'The endpoint whose reading counts: its statuses, codes and rules, reasons, price and reference. Rules of this step go first.',
        examples: ['create-lead'],
      }),
    ),
    as: Type.Optional(
      choice(
        { declared: 'As its content type says', json: 'JSON', xml: 'XML', text: 'Text', html: 'HTML' },
        {
          title: 'Read as',
          description:
            'The type of the answer. Name it where the receiver sends a wrong content type, such as JSON as text/html.',
          examples: ['json'],
          default: 'declared',
        },
      ),
    ),
    serverErrors: Type.Optional(
      choice(
        { read: 'Read as any other', unreadable: 'Count as no answer' },
        {
          title: 'Server errors',
          description:
            'What an answer with a status of 500 to 599 is: read for what it says, or no answer, whatever it holds, which leaves by Unreadable.',
          examples: ['unreadable'],
          default: 'read',
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

/**
 * Reads an answer: its value is {type, status, data, fields, looksLike, rule}, and what the answer means where rules or an
 * endpoint say so: {outcome, decidedBy, reasons, warnings, notices, price, reference, captures}. Fails with CONFIG_INVALID.
 */
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
  about:
    'Reads the answer of a receiver as JSON, XML, HTML or text, by its own rules or as its endpoint says, and says what it means.',
  category: 'transform',
  effect: 'none',
  ports: [
    {
      ifUnset: ['rules', 'endpoint'],
      port: { name: 'parsed', title: 'Read', about: 'The answer could be read.', required: true },
    },
    onRules({ name: 'accepted', title: 'Accepted', about: 'The receiver took the lead.', outcome: 'accepted' }),
    onRules({ name: 'rejected', title: 'Rejected', about: 'The receiver said no.', outcome: 'rejected' }),
    onRules({
      name: 'unrecognised',
      title: 'Not recognised',
      about: 'No rule matches the answer.',
      outcome: 'error',
    }),
    {
      ifSet: 'endpoint',
      port: {
        name: 'error',
        title: 'Fault',
        about: 'The receiver reported a fault of its own, or of the request: it decided nothing about the lead.',
        outcome: 'error',
        required: false,
      },
    },
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
    properties: { ...OUTPUT, fields: { type: 'object', title: 'Values taken out', properties: fieldSchemas(extract) } },
    required: ['status', 'type', 'looksLike'],
  }),
  run: (config, _view, { parse }) => {
    const answer = answerOf(config.from);
    if (config.serverErrors === 'unreadable' && isServerError(answer.status)) return noAnswer(answer);
    if (config.endpoint) return readByEndpoint(config, answer, parse);
    const { as = 'declared' } = config;
    const declared = declaredType(answer, as);
    const end = (parsed: ParsedAnswer): Result =>
      parsed.ok ? readByRules(config, answer, parsed) : unreadable(answer, declared, parsed);
    const parsed = readAs(answer.body, declared, { trusted: as !== 'declared', parse });
    return parsed instanceof Promise ? parsed.then(end) : end(parsed);
  },
});

const OUTPUT: Record<string, JsonSchema> = {
  status: { type: 'integer', title: 'HTTP status' },
  type: { type: 'string', title: 'Content type' },
  looksLike: { enum: ['json', 'xml', 'html', 'text', 'empty'], title: 'What the answer looks like' },
  data: { title: 'The answer as data' },
  rule: { type: ['integer', 'null'], title: 'Rule of this step that matched' },
  outcome: { enum: ['accepted', 'rejected', 'error', 'unrecognised'], title: 'What the answer means' },
  decidedBy: { type: 'string', title: 'What decided, in words' },
  reasons: { type: 'array', title: 'Reasons', items: { type: 'string' } },
  warning: { type: 'boolean', title: 'Accepted with a warning' },
  warnings: { type: 'array', title: 'Warnings of the receiver', items: { type: 'string' } },
  notices: { type: 'array', title: 'What is odd about the answer', items: { type: 'string' } },
  price: { type: ['number', 'null'], title: 'Price' },
  reference: { type: 'string', title: 'Reference' },
  captures: { type: 'object', title: 'Captures of the endpoint' },
  declared: { type: 'string', title: 'Unreadable: the type declared' },
  says: { type: 'string', title: 'Unreadable: what is wrong' },
  body: { type: 'string', title: 'Unreadable: how the body begins' },
};

/** There where the step has rules of its own, or an endpoint has. */
function onRules(port: Omit<Port, 'required'>): PortRule {
  return { ifSet: ['rules', 'endpoint'], port: { ...port, required: true } };
}

function fieldSchemas(extract: Json | undefined): Record<string, JsonSchema> {
  const rows = Array.isArray(extract) ? (extract as unknown as Static<typeof ExtractRow>[]) : [];
  return Object.fromEntries(rows.map(({ name, path }) => [name, { title: `From ${path}` }]));
}
