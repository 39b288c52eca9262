// Reserve: lets one of several equal leads pass, also of those that come at the same moment.
import { type Static, Type } from 'typebox';
import { campaignSlug } from '../flows/language/campaign.ts';
import { hiddenWhere } from '../flows/language/catalogue.ts';
import type { Json } from '../flows/language/document.ts';
import { durationOfField } from '../flows/language/duration.ts';
import { Failure } from '../flows/language/failures.ts';
import { KEY_KINDS, type KeyKind, type KeysOfLead, keysOfLead } from '../flows/language/reservation.ts';
import { isoWords } from '../flows/language/zone.ts';
import { choice, defineNode, ERROR_PORT, expression, nameRef, type View } from './contract.ts';
import type { Met } from './tools.ts';

const FOREVER = 'forever';
const LONGEST_DAYS = 100_000;

const KeyRow = Type.Object(
  {
    value: expression<Json | undefined>({
      title: 'Value',
      description: 'What leads are compared by. A blank value is equal to nothing, not even to another blank one.',
      examples: ['lead.phone_number', 'lead.email'],
    }),
    as: choice(KEY_KINDS, {
      title: 'Compared as',
      description:
        'Phone number: in its international form. E-mail address and text: without regard to capitals and outer blanks. Digits: the digits in it alone.',
      examples: ['phone'],
      'x-widget': 'drop-down',
    }),
  },
  { additionalProperties: false },
);

const config = Type.Object(
  {
    keys: Type.Array(KeyRow, {
      title: 'Key',
      description: 'What makes two leads equal.',
      examples: [[{ value: 'lead.phone_number', as: 'phone' }]],
      minItems: 1,
      maxItems: 10,
      'x-declared': true,
      'x-widget': 'rows',
    }),
    match: Type.Optional(
      choice(
        { all: 'All values are equal', any: 'Any value is equal' },
        {
          title: 'Leads are equal if',
          description: 'Of several values: whether all of them must be equal, or one of them is enough.',
          examples: ['all'],
          default: 'all',
        },
      ),
    ),
    window: Type.Optional(
      Type.String({
        title: 'For how long',
        description:
          'How long an accepted lead keeps equal ones out, counted from when it came: a number with s, m, h or d, or forever. One under way keeps them out until it ends.',
        examples: ['30d', 'forever'],
        default: '30d',
        pattern: `^(${FOREVER}|[1-9]\\d{0,4}\\s*(s|m|h|d))$`,
      }),
    ),
    scope: Type.Optional(
      choice(
        {
          flow: 'This flow',
          source: 'The source',
          list: 'A lead list',
          campaign: 'A campaign',
          account: 'The account',
        },
        {
          title: 'Among the leads of',
          description:
            'Which leads it is compared with: those that came to a step like this one with the same choice here, in any flow unless this says this flow.',
          examples: ['flow'],
          default: 'flow',
          'x-widget': 'drop-down',
        },
      ),
    ),
    list: Type.Optional(
      nameRef('lead-list', {
        title: 'Lead list',
        description: 'The list that the lead is meant for, where leads of one list are compared.',
        examples: ['default'],
        default: 'default',
      }),
    ),
    campaign: Type.Optional(
      Type.String({
        title: 'Campaign',
        description:
          'The campaign by its name or short name, or any other name that several flows share, where leads of one campaign are compared.',
        examples: ['Solar spring'],
        maxLength: 100,
      }),
    ),
  },
  {
    additionalProperties: false,
    'x-needed-where': { campaign: { scope: 'campaign' } },
    ...hiddenWhere(['list', 'campaign'], 'scope', ['flow', 'source', 'account']),
  },
);

/** Reserves the keys of a lead: its value is {reserved, keys, scope, until, met}. Fails with CONFIG_INVALID. */
export const reserve = defineNode({
  type: 'reserve',
  title: 'Reserve',
  aka: [
    'Duplicate check',
    'Dedupe',
    'Unique',
    'In-flight duplicates',
    'check_dup (Convoso)',
    'is-unique (SuppressionList, LeadConduit)',
    'Duplicate filter (Lead Prosper)',
    'Duplicate lead check',
    'Remove Duplicates (n8n)',
    'rbe (Node-RED)',
  ],
  about:
    'Lets one of several equal leads pass, also of those that come at once, and names the lead that the others met.',
  category: 'guard',
  effect: 'local',
  ports: [
    {
      always: {
        name: 'free',
        title: 'Free',
        about:
          'There is no equal lead; from now on this one keeps equal ones out, unless it ends rejected or in error.',
        required: true,
      },
    },
    {
      always: {
        name: 'taken',
        title: 'Taken',
        about: 'An equal lead was accepted, or is still under way.',
        outcome: 'rejected',
        required: true,
      },
    },
    {
      always: {
        name: 'unkeyed',
        title: 'No key',
        about: 'The key is blank, so there is nothing to compare. Without a line here the run ends as rejected.',
        outcome: 'rejected',
        required: false,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'reserve'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was reserved',
    properties: {
      reserved: { type: 'boolean', title: 'It is reserved for this lead' },
      keys: { type: 'array', title: 'What the lead was compared by', items: { type: 'string' } },
      scope: { type: 'string', title: 'Among which leads' },
      until: {
        type: 'string',
        title: 'Until when equal leads are kept out; empty where for good, or where nothing is reserved',
      },
      met: {
        type: ['object', 'null'],
        title: 'The equal lead',
        properties: {
          run: { type: 'string', title: 'Its run' },
          leadId: { type: 'string', title: 'The lead that it created; empty where none is known' },
          since: { type: 'string', title: 'When it came' },
          state: { enum: ['in-flight', 'accepted'], title: 'Under way, or accepted' },
          key: { type: 'string', title: 'What is equal' },
        },
        required: ['run', 'leadId', 'since', 'state', 'key'],
      },
    },
    required: ['reserved', 'keys', 'scope', 'until', 'met'],
  }),
  run: async (given, view, tools) => {
    const { match = 'all', window = '30d' } = given;
    const { region } = view.trigger;
    const parts = given.keys.map(({ value, as }) => ({ value, as: as as KeyKind }));
    const { keys, blank } = keysOfLead(parts, match, (raw) => tools.phone(raw, region).e164);
    const { scope, words } = scopeOf(given, view);
    const value = { reserved: false, keys: keys.map(({ says }) => says), scope, until: '', met: null };
    if (keys.length === 0) return { port: 'unkeyed', value, reason: nothingToCompare(parts.length, blank) };
    const field = { field: 'window', title: 'For how long', longest: LONGEST_DAYS };
    const windowMs = window.trim() === FOREVER ? null : durationOfField(window, field);
    const { until, met } = await tools.reserve({ scope, keys: keys.map((key) => ({ ...key })), windowMs });
    if (met) return { port: 'taken', value: { ...value, met }, reason: whatItMet(met) };
    const shown = value.keys.join(' or ');
    const during = until === '' ? 'for good' : `until ${isoWords(until)}`;
    const reason = view.run.test
      ? 'A test lead reserves nothing, and meets no other.'
      : `${shown} is reserved for this lead ${words} ${during}.`;
    return { port: 'free', value: { ...value, reserved: !view.run.test, until }, reason };
  },
});

/** The scope by its name in the store, and in words. Fails with CONFIG_INVALID. */
function scopeOf(
  { scope = 'flow', list = 'default', campaign = '' }: Static<typeof config>,
  { flow, trigger }: View,
): { scope: string; words: string } {
  const name = campaign.trim().replace(/\s+/g, ' ');
  if (scope === 'account') return { scope, words: 'in the account' };
  if (scope === 'source') return { scope: `source:${trigger.source}`, words: 'among the leads of its source' };
  if (scope === 'list') return { scope: `list:${list}`, words: `in the list ${list}` };
  if (scope === 'flow') return { scope: `flow:${flow.slug}`, words: 'in this flow' };
  if (name !== '') return { scope: `campaign:${campaignSlug(name)}`, words: `in the campaign ${name}` };
  const says = 'Leads of one campaign are to be compared, and “Campaign” is empty.';
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'campaign', says }] });
}

function nothingToCompare(parts: number, blank: KeysOfLead['blank']): string {
  if (blank.length === parts) return 'The key of this lead is blank, so there is nothing to compare.';
  const which = blank.length === 1 ? `Value ${blank[0]} of the key is` : `Values ${blank.join(' and ')} of the key are`;
  return `${which} blank, so there is nothing to compare.`;
}

function whatItMet({ run, leadId, since, state, key }: Met): string {
  const who = leadId === '' ? `run ${run}` : `lead ${leadId} of run ${run}`;
  const what = state === 'accepted' ? 'was accepted' : 'is still under way';
  return `It is equal (${key}) to ${who}, which came at ${isoWords(since)} and ${what}.`;
}
