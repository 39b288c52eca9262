// Webhook: the trigger. A source posts a lead to its address, and a run begins.
import { type Static, Type } from 'typebox';
import type { JsonSchema } from '../flows/language/catalogue.ts';
import type { JsonObject } from '../flows/language/document.ts';
import { choice, defineNode, expression } from './contract.ts';

const FieldRow = Type.Object(
  {
    name: Type.String({
      title: 'Field',
      description: 'The name of the field in the lead, exactly as the source sends it.',
      examples: ['phone_number'],
      minLength: 1,
      maxLength: 200,
    }),
    type: Type.Optional(
      choice(
        { string: 'Text', number: 'Number', boolean: 'Yes or no', any: 'Anything' },
        {
          title: 'Type',
          description: 'What the field must hold. Form and query leads send everything as text, and that is fine.',
          examples: ['string'],
          default: 'string',
        },
      ),
    ),
    required: Type.Optional(
      Type.Boolean({
        title: 'Required',
        description: 'Yes: a lead without this field, or with a blank one, is refused and the source is told which.',
        examples: [true],
        default: false,
      }),
    ),
    pattern: Type.Optional(
      Type.String({
        title: 'Pattern',
        description: 'A regular expression that the text must match, from start to end where it says ^ and $.',
        examples: ['^[0-9]{5}$'],
        minLength: 1,
        maxLength: 500,
        'x-regex': true,
      }),
    ),
    maxLength: Type.Optional(
      Type.Integer({
        title: 'Longest',
        description: 'The most characters that the text may have.',
        examples: [100],
        minimum: 1,
        maximum: 100_000,
      }),
    ),
    description: Type.Optional(
      Type.String({
        title: 'Description',
        description: 'What the field holds, for the engineers of the source: it stands in the posting instructions.',
        examples: ['The number of the person, with its country code'],
        maxLength: 300,
      }),
    ),
    example: Type.Optional(
      Type.String({
        title: 'Example',
        description: 'A value that could come, for the posting instructions. Left empty: one that fits is chosen.',
        examples: ['+13105550123'],
        maxLength: 200,
      }),
    ),
  },
  { additionalProperties: false },
);

const Pending = Type.Object(
  {
    status: Type.Optional(
      Type.Integer({
        title: 'HTTP status',
        'x-width': 'half',
        description: 'The status of the answer that the source gets while the run is still going on.',
        examples: [202],
        default: 202,
        minimum: 200,
        maximum: 499,
      }),
    ),
    success: Type.Optional(
      Type.Boolean({
        title: 'Success',
        'x-width': 'half',
        description: 'Whether that answer says success. The lead is stored either way.',
        examples: [true],
        default: true,
      }),
    ),
  },
  {
    title: 'While it takes longer',
    description:
      'What the source is told when the flow has not answered within the time limit, waits for a person, or answers at once.',
    examples: [{ status: 202, success: true }],
    additionalProperties: false,
  },
);

const config = Type.Object(
  {
    path: Type.String({
      title: 'Address',
      description: 'Where sources send leads: this text follows /in/ in the address. Each flow has its own.',
      examples: ['acme/leads'],
      pattern: '^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$',
      maxLength: 200,
    }),
    methods: Type.Optional(
      Type.Array(choice({ POST: 'POST', GET: 'GET (lead in the query)' }, {}), {
        title: 'Methods',
        description:
          'How leads may be sent. GET takes the lead from the query of the address; use it only if a source must.',
        examples: [['POST']],
        default: ['POST'],
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    fields: Type.Optional(
      Type.Array(FieldRow, {
        title: 'Fields',
        description:
          'What a lead must look like. Fields that are not named here are kept as well. Empty: any object is taken.',
        examples: [[{ name: 'phone_number', required: true }]],
        maxItems: 500,
        'x-widget': 'rows',
      }),
    ),
    testField: Type.Optional(
      Type.String({
        title: 'Test field',
        description:
          'A field of the lead that marks it as a test where it is yes, true or 1: nothing is then sent or stored for real.',
        examples: ['is_test'],
        minLength: 1,
        maxLength: 200,
      }),
    ),
    idempotency: Type.Optional(
      expression<string | undefined>({
        title: 'Same lead',
        description:
          'What makes two requests the same lead, from lead and trigger only. The second one gets the first answer and starts no run. A request header Idempotency-Key goes first.',
        examples: ['lead.vendor_lead_id'],
      }),
    ),
    keyWindow: Type.Optional(
      Type.String({
        title: 'Same lead within',
        description:
          'How long the key of a lead is remembered, from one minute to 90 days: within it the same lead starts no second run.',
        examples: ['7d', '12h'],
        default: '7d',
        // 1 to 99,999 minutes, 1 to 999 hours, 1 to 90 days.
        pattern: '^([1-9][0-9]{0,4}m|[1-9][0-9]{0,2}h|([1-9]|[1-8][0-9]|90)d)$',
        maxLength: 6,
      }),
    ),
    answer: Type.Optional(
      choice(
        { wait: 'What the flow says', accept: 'Taken, at once' },
        {
          title: 'Answer',
          description:
            'What the flow says: the source waits for it. Taken, at once: the source is answered as soon as the lead is stored, and can ask at the status address what became of it.',
          examples: ['wait'],
          default: 'wait',
        },
      ),
    ),
    pending: Type.Optional(Pending),
  },
  { additionalProperties: false },
);

/** The trigger: its value is the lead as the source sent it, checked against the table of fields. */
export const webhook = defineNode({
  type: 'webhook',
  title: 'Webhook',
  aka: [
    'Trigger',
    'Start',
    'Lead in',
    'Posting URL',
    'Webhook (n8n)',
    'http in (Node-RED)',
    'Source (LeadConduit)',
    'Submission (LeadConduit)',
    'Lead post (Convoso)',
    'leads/insert (Convoso)',
    'Campaign webhook (Convertr)',
    'Publisher (Convertr)',
    'Trigger (Gcalls)',
    'Save prospect (InTouch Connector)',
    'Catch hook (Zapier)',
  ],
  about: 'Takes a lead that a source sends over HTTP, checks its fields, and starts a run.',
  category: 'trigger',
  effect: 'trigger',
  ports: [{ always: { name: 'lead', title: 'Lead', about: 'The lead, as it was sent.', required: true } }],
  needs: [],
  config,
  output: (given) => leadSchema(given),
  run: (_config, view) => ({ port: 'lead', value: view.lead }),
});

type Row = Static<typeof FieldRow>;

/** A field's text form is lawful for every type, because forms and queries know nothing else. */
const SCHEMA_OF: Record<NonNullable<Row['type']>, JsonSchema> = {
  string: { type: 'string' },
  number: { type: ['number', 'string'] },
  boolean: { type: ['boolean', 'string'] },
  any: {},
};

function leadSchema({ fields }: JsonObject): JsonSchema {
  const rows = Array.isArray(fields) ? (fields as unknown as Row[]) : [];
  const properties = Object.fromEntries(rows.map((row) => [row.name, SCHEMA_OF[row.type ?? 'string']]));
  const required = rows.filter((row) => row.required).map((row) => row.name);
  return { type: 'object', title: 'The lead', properties, required };
}
