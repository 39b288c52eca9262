// The posting instructions of the lead API, POST /v1/leads/insert: its parameters, and what its settings make it answer. Pure.
import type { AccountSettings } from '../../../flows/language/account-flow.ts';
import { ACCOUNT_FLOW, ACCOUNT_FLOW_NAME, isAsking } from '../../../flows/language/account-flow.ts';
import { wordsOf } from '../../../flows/language/decision.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { sampleValue } from '../../../flows/language/sample-lead.ts';
import type { SourceRow } from '../../store/admin-rows.ts';
import { examplesOf, PLACE } from './examples.ts';
import { leadApiRefusals } from './lead-api-refusals.ts';
import type { PostingAnswer, PostingView } from './schemas-posting.ts';

/** What the instructions are made from. */
export interface LeadApiFor {
  settings: AccountSettings;
  /** That of the settings. */
  version: number;
  /** Those that may use the API. */
  sources: readonly SourceRow[];
  source: SourceRow | undefined;
  origin: string;
  syncLimitMs: number;
}

const DESCRIPTION =
  'The calls of Convoso’s API, so that a client of it works by changing the host. Beside leads/insert there are, with the same token, /v1/leads/update, /v1/leads/search, /v1/dnc/insert, /v1/dnc/search and /v1/dnc/delete. A search by other fields than phone_number, email and lead_id looks at 100,000 leads at most, the newest first: where it stopped, it answers stopped_at, which sent again goes on from there.';

/** Makes them. */
export function leadApiPosting(given: LeadApiFor): PostingView {
  const { settings, version, sources, source, origin } = given;
  const address = `${origin}/v1/leads/insert`;
  const rows = fieldsWith(settings.required);
  const lead: JsonObject = Object.fromEntries(
    rows.filter(({ sent, required }) => sent || required).map((row) => [row.name, row.example]),
  );
  const fields = rows.map(({ sent: _sent, ...field }) => ({
    ...field,
    type: 'text',
    required: field.required === true,
    maxLength: null,
    pattern: null,
  }));
  return {
    flow: { slug: ACCOUNT_FLOW, name: ACCOUNT_FLOW_NAME, version, description: DESCRIPTION },
    source: source ? facts(source) : null,
    sources: sources.map(({ id, name }) => ({ id, name })),
    address,
    methods: ['POST', 'GET'],
    contentTypes: ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'],
    auth: 'token',
    fields,
    idempotency: { byFlow: null, window: '7d' },
    testField: null,
    answers: answersOf(settings, { pending: source?.pending ?? 'pending', syncLimitMs: given.syncLimitMs }),
    refusals: leadApiRefusals(settings),
    refusal: { success: false, code: 6007, text: 'Phone number and list id are required' },
    lead,
    examples: examplesOf({ address, method: 'POST', auth: 'token', lead, test: false }),
  };
}

function facts({ id, name, region, test, ratePerMinute, paused }: SourceRow): PostingView['source'] {
  return { id, name, region, test, ratePerMinute, paused: paused !== null };
}

interface Parameter {
  name: string;
  required?: boolean;
  example: string;
  description: string;
  /** It stands in the examples. */
  sent?: boolean;
}

const FIELDS: readonly Parameter[] = [
  { name: 'auth_token', required: true, sent: true, example: PLACE, description: 'The token of the source.' },
  { name: 'list_id', required: true, sent: true, example: 'default', description: 'The lead list that it goes to.' },
  {
    name: 'phone_number',
    required: true,
    sent: true,
    example: '3105550123',
    description: 'Ten digits where phone_code is 1; with a + it names its country itself.',
  },
  {
    name: 'phone_code',
    sent: true,
    example: '1',
    description: 'The country code of the number; without one it is read in the region of the source.',
  },
  { name: 'first_name', sent: true, example: 'Ann', description: '' },
  { name: 'last_name', sent: true, example: 'Lee', description: '' },
  { name: 'email', sent: true, example: 'ann@example.com', description: 'Refused with 6079 where it is none.' },
  { name: 'status', example: 'NEW', description: 'The status of the new lead; NEW where none is sent.' },
  {
    name: 'check_dup',
    sent: true,
    example: '1',
    description:
      'Whether a lead with the number refuses this one: 0 nowhere, 1 or 4 in the account, 2 in the list, 3 in the campaign of the list.',
  },
  {
    name: 'check_dnc',
    example: '1',
    description: '1: a number on a DNC list of the whole account is refused with 9001.',
  },
  {
    name: 'update_if_found',
    example: '1',
    description: '1: a lead with the number is updated with what was sent, and its id is answered.',
  },
  { name: 'search_list_id', example: 'default', description: 'With update_if_found: the list that is searched.' },
  {
    name: 'search_campaign_id',
    example: 'spring',
    description: 'With update_if_found: the campaign that is searched.',
  },
  { name: 'hopper_priority', example: '50', description: '0 to 99. Taken, and without effect here.' },
  { name: 'hopper_expires_in', example: '60', description: 'Up to 300 minutes. Taken, and without effect here.' },
];

/** The parameters with those that the settings require: the ones that are told anyway are marked, the others come last. */
function fieldsWith(required: readonly string[]): Parameter[] {
  const told = FIELDS.map((field) => (required.includes(field.name) ? { ...field, required: true } : field));
  const others = required.filter((name) => !FIELDS.some((field) => field.name === name));
  const description = 'Without it the lead is refused with 6023.';
  return [
    ...told,
    ...others.map((name) => ({
      name,
      required: true,
      example: String(sampleValue({ name }, () => true)),
      description,
    })),
  ];
}

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const CREATED: JsonObject = { success: true, data: { lead_id: ID } };
const KNOWN: JsonObject = { success: false, code: 6009, text: 'Phone number already exists' };

interface Told {
  pending: 'pending' | 'success' | 'failed';
  syncLimitMs: number;
}

function answersOf(settings: AccountSettings, { pending, syncLimitMs }: Told): PostingAnswer[] {
  const { rows, noMatch, noAnswer } = settings;
  const seconds = Math.round(syncLimitMs / 100) / 10;
  const late: JsonObject =
    pending === 'failed'
      ? { success: false, code: 9100, text: 'The lead was taken and is still being checked', run: ID }
      : { success: true, data: { lead_id: ID }, pending: true };
  const rules = isAsking(settings)
    ? [
        ...rows.map((row) => byRow(`The duplicate check found that ${ruleOf(row)}.`, row)),
        byRow('The duplicate check found something else.', noMatch),
        ...(noAnswer === 'create'
          ? [told('The duplicate check could not be asked: the lead was created.', CREATED)]
          : []),
      ]
    : [told('The lead was created, or updated where update_if_found asks for it.', CREATED)];
  return [
    ...rules,
    told('There is a lead with the number, and check_dup asks for it.', KNOWN),
    told('check_dnc asks for it, and the number is on a DNC list of the whole account.', {
      success: false,
      code: 9001,
      text: 'Phone number is on the DNC list',
    }),
    told('The lead was taken, and could not be finished.', {
      success: false,
      code: 9000,
      text: 'The lead was taken and could not be finished',
    }),
    told(
      `It takes longer than ${seconds} s. The id is one for the time being, which update and search take as well.`,
      late,
    ),
  ];
}

function ruleOf({ key, comparison = 'equals', value = '' }: AccountSettings['rows'][number]): string {
  return wordsOf(key, { comparison, value });
}

function byRow(when: string, { createLead = false, success = false }: AccountSettings['noMatch']): PostingAnswer {
  const did = createLead ? 'The lead was created' : 'The lead was not created';
  const body = success ? (createLead ? CREATED : { success: true, data: { lead_id: ID } }) : KNOWN;
  return told(`${when} ${did}.`, body);
}

function told(when: string, body: JsonObject): PostingAnswer {
  return { when, status: 200, success: body.success === true, body, says: '' };
}
