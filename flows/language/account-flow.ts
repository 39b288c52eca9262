// The flow of the lead API, made from the account's settings: the same settings make the same flow, and nobody draws it.
import type { DecisionRow, TableRow } from './decision.ts';
import type { Edge, FlowBundle, FlowNode, JsonObject } from './document.ts';

/** The slug that runs and sources of the lead API bear. No folder has it. */
export const ACCOUNT_FLOW = 'account-leads';
/** What it is called on screen. */
export const ACCOUNT_FLOW_NAME = 'Lead API';

/** What an admin sets under *Duplicate check*. Rows are tried from the top, the first match wins. */
export interface AccountSettings {
  on: boolean;
  /** Empty until chosen. */
  connection: string;
  endpoint: string;
  rows: TableRow[];
  /** What no row matches. */
  noMatch: DecisionRow;
  /** What becomes of a lead where the receiver gave no answer that can be read. */
  noAnswer: 'create' | 'fail';
}

/** The settings of a new account: nothing is asked, and every lead is created. */
export const NO_CHECK: AccountSettings = {
  on: false,
  connection: '',
  endpoint: '',
  rows: [],
  noMatch: { createLead: true, status: 'NEW', success: true },
  noAnswer: 'create',
};

/** Yes, as clients of such APIs write it. */
const yes = (field: string) => `$lowercase($string(lead.${field})) in ["1", "true", "y", "yes", "on"]`;
/** A number with a country code of its own goes before the code sent beside it. */
const PHONE =
  'lead.phone_code and $substring($string(lead.phone_number), 0, 1) != "+" ? "+" & lead.phone_code & lead.phone_number : $string(lead.phone_number)';
const SCOPE = `=${yes('update_if_found')} ? (lead.search_list_id ? "list" : lead.search_campaign_id ? "campaign" : "account") : $lowercase($string(lead.check_dup)) in ["1", "true", "4"] ? "account" : $string(lead.check_dup) = "2" ? "list" : $string(lead.check_dup) = "3" ? "campaign" : "none"`;
const SCOPE_OF = `=${yes('update_if_found')} ? (lead.search_list_id ? $string(lead.search_list_id) : lead.search_campaign_id ? $string(lead.search_campaign_id) : "") : ""`;

/** Parameters that steer the call and say nothing of a person. */
export const STEERING: readonly string[] = [
  'list_id',
  'check_dup',
  'check_dup_archive',
  'check_dnc',
  'check_wireless',
  'update_if_found',
  'update_order_by_last_called_time',
  'search_list_id',
  'search_campaign_id',
  'hopper',
  'hopper_priority',
  'hopper_expires_in',
  'reject_by_carrier_type',
  'filter_phone_code',
  'adaptor_id',
  'lead_id',
  'status',
];

/** What the caller is told of a lead that the check refuses, or that is there already. */
const KNOWN = '{"success": false, "code": 6009, "text": "Phone number already exists"}';

/** The drawing. Without a connection and rows nothing is asked, whatever `on` says. */
export function accountFlow(settings: AccountSettings): FlowBundle {
  const checks = settings.on && settings.connection !== '' && settings.endpoint !== '' && settings.rows.length > 0;
  const made = checks ? checked(settings) : unchecked();
  const document = {
    leadflow: 1 as const,
    name: ACCOUNT_FLOW_NAME,
    description: 'Leads of POST /v1/leads/insert. Made from Settings, Duplicate check; a change there makes it anew.',
    nodes: { ...START, ...made.nodes, ...ENDS },
    edges: [...START_EDGES, ...made.edges, ...edges(['create.error', 'failed'])],
  };
  return { document, files: {}, layout: { nodes: {} } };
}

const START: Record<string, FlowNode> = {
  'lead-in': {
    type: 'webhook',
    title: 'Lead of the API',
    config: {
      path: 'v1/leads/insert',
      fields: [
        { name: 'list_id', required: true },
        { name: 'phone_number', required: true },
      ],
      pending: { status: 200 },
    },
  },
  'ask-dnc': { type: 'condition', title: 'Is check_dnc set?', config: { when: yes('check_dnc') } },
  'check-dnc': { type: 'dnc-check', title: 'Account DNC', config: { phone: PHONE } },
  listed: respond(
    'On the DNC list',
    '{"success": false, "code": 9001, "text": "Phone number is on the DNC list"}',
    false,
  ),
};

const ENDS: Record<string, FlowNode> = {
  known: respond('Known already', KNOWN, false),
  failed: respond(
    'Could not be finished',
    '{"success": false, "code": 9000, "text": "The lead was taken and could not be finished"}',
    false,
  ),
};

/** `next` is what a lead that may go on comes to. */
const START_EDGES = edges(['lead-in.lead', 'ask-dnc'], ['ask-dnc.true', 'check-dnc'], ['check-dnc.listed', 'listed']);

interface Part {
  nodes: Record<string, FlowNode>;
  edges: Edge[];
}

function unchecked(): Part {
  return {
    nodes: { create: create('Create the lead', {}), created: createdAnswer('created', 'create') },
    edges: edges(
      ['ask-dnc.false', 'create'],
      ['check-dnc.clear', 'create'],
      ['check-dnc.unreadable', 'create'],
      ['create.created', 'created'],
      ['create.updated', 'created'],
      ['create.duplicate', 'known'],
    ),
  };
}

function checked({ connection, endpoint, rows, noMatch, noAnswer }: AccountSettings): Part {
  const decision = 'steps.table';
  const told = `steps.table.success ? {"success": true, "data": {"lead_id": steps.create.leadId}} : ${KNOWN}`;
  const nodes: Record<string, FlowNode> = {
    ask: {
      type: 'http-request',
      title: 'Ask the receiver',
      config: { connection, endpoint },
      retry: { attempts: 4, backoff: '2s..1m' },
      // It asks and changes nothing, so asking again is harmless.
      onUnknown: 'retry',
    },
    read: { type: 'response-parse', title: 'Read the answer', config: { from: 'steps.ask' } },
    table: {
      type: 'key-value-branch',
      title: 'External API Data Validation',
      config: { from: 'steps.read.data', rows: rows.map((row) => ({ ...row })), noMatch: { ...noMatch } } as JsonObject,
    },
    dnc: {
      type: 'dnc-add',
      title: 'Add to DNC',
      config: { phone: PHONE, reason: 'API duplicate lead check', decision },
    },
    create: create('Create the lead', { decision, keepSkipped: true }),
    answer: { type: 'respond', title: 'Tell the client', config: { body: told, decision } },
  };
  const asked = edges(
    ['ask-dnc.false', 'ask'],
    ['check-dnc.clear', 'ask'],
    ['check-dnc.unreadable', 'ask'],
    ['ask.answered', 'read'],
    ['read.parsed', 'table'],
    ['table.matched', 'dnc'],
    ['table.no-match', 'dnc'],
    ['dnc.added', 'create'],
    ['dnc.skipped', 'create'],
    ['dnc.error', 'failed'],
    ['create.created', 'answer'],
    ['create.updated', 'answer'],
    ['create.skipped', 'answer'],
    ['create.duplicate', 'known'],
  );
  const without = unanswered(noAnswer);
  return { nodes: { ...nodes, ...without.nodes }, edges: [...asked, ...without.edges] };
}

/** The receiver gave no answer that can be read. */
function unanswered(noAnswer: AccountSettings['noAnswer']): Part {
  if (noAnswer === 'fail') return { nodes: {}, edges: edges(['ask.error', 'failed'], ['read.unreadable', 'failed']) };
  return {
    nodes: {
      unasked: create('Create it unasked', {}),
      'created-anyway': createdAnswer('created', 'unasked'),
    },
    edges: edges(
      ['ask.error', 'unasked'],
      ['read.unreadable', 'unasked'],
      ['unasked.created', 'created-anyway'],
      ['unasked.updated', 'created-anyway'],
      ['unasked.duplicate', 'known'],
      ['unasked.error', 'failed'],
    ),
  };
}

function create(title: string, more: JsonObject): FlowNode {
  const where = { list: '=$string(lead.list_id)', status: '=lead.status' };
  const onDuplicate = `=${yes('update_if_found')} ? "merge" : "skip"`;
  const config = { phone: PHONE, fields: 'lead', ...where, onDuplicate, scope: SCOPE, scopeOf: SCOPE_OF };
  return { type: 'create-lead', title, config: { ...config, leaveOut: [...STEERING], ...more } };
}

function createdAnswer(word: string, step: string): FlowNode {
  return respond(`Tell that it was ${word}`, `{"success": true, "data": {"lead_id": steps.${step}.leadId}}`, true);
}

function respond(title: string, body: string, success: boolean): FlowNode {
  return { type: 'respond', title, config: { body, ...(success ? {} : { success }) } };
}

function edges(...pairs: readonly (readonly [from: string, to: string])[]): Edge[] {
  return pairs.map(([exit, to]) => {
    const dot = exit.indexOf('.');
    return { from: exit.slice(0, dot), port: exit.slice(dot + 1), to };
  });
}
