// DNC check: is the number on a do-not-call list?
import { Type } from 'typebox';
import { campaignSlug } from '../flows/language/campaign.ts';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { defineNode, ERROR_PORT, expression, nameRef, type Result } from './contract.ts';
import type { DncDoubt, DncFound, DncHit, Phone } from './tools.ts';

const ACCOUNT = ['account'];

const config = Type.Object(
  {
    phone: expression<Json | undefined>({
      title: 'Phone',
      description: 'The number to look up. It is looked up as it was sent and in its international form.',
      examples: ['lead.phone_number'],
      'x-as-sent': true,
    }),
    lists: Type.Optional(
      Type.Array(nameRef('dnc-list', {}), {
        title: 'DNC lists',
        description:
          'The lists to look in. The first list that holds the number counts. Left empty: every list that counts for the whole account.',
        examples: [['account', 'national']],
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    moreLists: Type.Optional(
      expression<Json | undefined>({
        title: 'More DNC lists',
        description:
          'Lists to look in besides, by their short names: one, or several as a list. For the list of the campaign that the lead belongs to, for example.',
        examples: ['lead.campaign & "-opt-outs"', '["account", lead.campaign]'],
      }),
    ),
    campaign: Type.Optional(
      expression<Json | undefined>({
        title: 'Campaign',
        description:
          'The campaign of the lead, by its name or short name: the DNC lists that count for it are looked in besides. Left empty: none.',
        examples: ['lead.campaign', '"solar-spring"'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** Looks a number up on DNC lists: its value is {number, hit, doubt}. Fails with CONFIG_INVALID. */
export const dncCheck = defineNode({
  type: 'dnc-check',
  title: 'DNC check',
  aka: [
    'Do not call check',
    'Suppression check',
    'Opt-out check',
    'check_dnc (Convoso)',
    'dnc/search (Convoso)',
    'DNC lookup (Convoso)',
    'Suppression list (Convertr)',
    'SuppressionList (LeadConduit)',
    'Scrub',
  ],
  about: 'Looks whether the number must not be called, as it was sent and in its international form.',
  category: 'guard',
  effect: 'read',
  ports: [
    { always: { name: 'clear', title: 'Clear', about: 'The number is on none of the lists.', required: true } },
    {
      always: {
        name: 'listed',
        title: 'Listed',
        about: 'The number is on a list and must not be called.',
        outcome: 'rejected',
        required: true,
      },
    },
    {
      always: {
        name: 'unreadable',
        title: 'Unreadable',
        about: 'What was given cannot be read as a phone number.',
        outcome: 'rejected',
        required: false,
      },
    },
    {
      always: {
        name: 'stale',
        title: 'Cannot tell',
        about:
          'The number was not found, but a list is too old, gone or damaged, so it may be on it. Without a line here the run ends as rejected: a number that nobody can vouch for is not called.',
        outcome: 'rejected',
        required: false,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'dncCheck'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was found',
    properties: {
      number: {
        type: 'object',
        title: 'The number',
        properties: {
          raw: { type: 'string', title: 'As it was sent' },
          e164: { type: 'string', title: 'International form' },
          national: { type: 'string', title: 'National form' },
          valid: { type: 'boolean', title: 'Can exist' },
        },
        required: ['raw', 'e164', 'national', 'valid'],
      },
      hit: {
        type: ['object', 'null'],
        title: 'The entry found',
        properties: {
          list: { type: 'string', title: 'DNC list' },
          number: { type: 'string', title: 'Number on the list' },
          reason: { type: 'string', title: 'Why it is listed' },
          purpose: { type: 'string', title: 'What it is listed for; absent: everything' },
          addedAt: { type: 'string', title: 'When it was added' },
          expiresAt: { type: 'string', title: 'When the entry ends; absent: never' },
        },
      },
      doubt: {
        type: ['object', 'null'],
        title: 'The list that cannot tell',
        properties: {
          list: { type: 'string', title: 'DNC list' },
          why: { type: 'string', title: 'gone, old, damaged or locked' },
          says: { type: 'string', title: 'What is the matter with it' },
        },
      },
    },
    required: ['number', 'hit', 'doubt'],
  }),
  run: (given, view, tools) => {
    const number = tools.phone(given.phone ?? null, view.trigger.region);
    const digits = digitsOf(number.raw);
    // What cannot be read may still be listed as it was sent: an opt-out is honoured before the number is judged.
    const numbers = [digits, number.e164].filter((each) => each !== '');
    const named = given.lists ?? ACCOUNT;
    const lists = given.moreLists === undefined ? named : [...new Set([...named, ...namesOf(given.moreLists)])];
    const campaign = campaignOf(given.campaign);
    const wide = given.lists === undefined ? { wholeAccount: true } : {};
    const query = { lists, numbers, ...wide, ...(campaign === '' ? {} : { campaign }) };
    const found = numbers.length > 0 ? tools.dncCheck(query) : null;
    return found instanceof Promise ? found.then((each) => endOf(number, each)) : endOf(number, found);
  },
});

function endOf(number: Phone, found: DncFound): Result {
  if (found && isDoubt(found)) {
    return { port: 'stale', value: { number, hit: null, doubt: found }, reason: found.says };
  }
  const value = { number, hit: found, doubt: null };
  if (found) {
    const why = found.reason === '' ? '' : ` (${found.reason})`;
    return { port: 'listed', value, reason: `${found.number} is on the DNC list ${found.list}${why}.` };
  }
  if (number.e164 !== '') return { port: 'clear', value };
  const sent =
    number.raw === '' ? 'There is no phone number.' : `"${number.raw.slice(0, 40)}" cannot be read as a phone number.`;
  return { port: 'unreadable', value, reason: sent };
}

/** An E.164 number, as most come, is its own digits but for the plus. */
function digitsOf(raw: string): string {
  return E164.test(raw) ? raw.slice(1) : raw.normalize('NFKC').replace(/[^0-9]/g, '');
}

const E164 = /^\+[0-9]+$/;

function isDoubt(found: DncHit | DncDoubt): found is DncDoubt {
  return 'why' in found;
}

/** The short name of the campaign that an expression gave, '' for none; what is no name must not pass for none. */
function campaignOf(given: Json | undefined): string {
  if (given === undefined || given === null) return '';
  if (typeof given === 'string' || typeof given === 'number') return campaignSlug(String(given));
  const says = `The name of a campaign is a text; this is ${JSON.stringify(given).slice(0, 40)}.`;
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'campaign', says }] });
}

/** The names that an expression gave. Nothing names no list; what is no name must not pass for that. */
function namesOf(given: Json | undefined): string[] {
  const names = [given ?? []].flat();
  const wrong = names.find((name) => typeof name !== 'string');
  if (wrong !== undefined) {
    const says = `The names of lists are texts; this is ${JSON.stringify(wrong).slice(0, 40)}.`;
    throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'moreLists', says }] });
  }
  return names.map((name) => String(name).trim()).filter((name) => name !== '');
}
