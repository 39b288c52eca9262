// The flow of the lead API, made from the account's settings: the same settings make the same flow, and nobody draws it.
import { asking, DECIDED, DNC_REASON, edges, edgesTo, type Part } from './account-asking.ts';
import type { DecisionRow, TableRow } from './decision.ts';
import type { FlowBundle, FlowNode, JsonObject } from './document.ts';

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
  /** The flow that is asked in the place of a connection; '' where none is. */
  flow: string;
  rows: TableRow[];
  /** What no row matches. */
  noMatch: DecisionRow;
  /** What becomes of a lead where the receiver gave no answer that can be read. */
  noAnswer: 'create' | 'fail';
  /** Parameters that a client must send besides list_id and phone_number. */
  required: string[];
  /** Whom owner_id, created_by and last_modified_by may name; empty: anybody. */
  users: string[];
}

/** The settings of a new account: nothing is asked, and every lead is created. */
export const NO_CHECK: AccountSettings = {
  on: false,
  connection: '',
  endpoint: '',
  flow: '',
  rows: [],
  noMatch: { createLead: true, status: 'NEW', success: true },
  noAnswer: 'create',
  required: [],
  users: [],
};

/** True where somebody is asked. Without whom to ask, or rows, nothing is, whatever `on` says. */
export function isAsking({ on, connection, endpoint, flow, rows }: AccountSettings): boolean {
  return on && (flow !== '' || (connection !== '' && endpoint !== '')) && rows.length > 0;
}

/** Yes, as clients of such APIs write it. */
const yes = (field: string) => `$lowercase($trim($string(lead.${field}))) in ["1", "true", "y", "yes", "on"]`;
/** A parameter as the door reads it: text without outer blanks; blank is not there. */
const has = (field: string) => `(lead.${field} and $trim($string(lead.${field})) != "")`;
const text = (field: string) => `$trim($string(lead.${field}))`;
/** A number with a country code of its own goes before the code sent beside it, as the door has it. */
const PHONE = `${has('phone_code')} and $substring(${text('phone_number')}, 0, 1) != "+" ? "+" & $replace(${text('phone_code')}, "+", "") & ${text('phone_number')} : ${text('phone_number')}`;
const DUPLICATES_IN = `$lowercase(${text('check_dup')}) in ["1", "true", "4", "y", "yes", "on"] ? "account" : ${text('check_dup')} = "2" ? "list" : ${text('check_dup')} = "3" ? "campaign" : "none"`;
const SCOPE = `=${yes('update_if_found')} ? (${has('search_list_id')} ? "list" : ${has('search_campaign_id')} ? "campaign" : "account") : ${DUPLICATES_IN}`;
const SCOPE_OF = `=${yes('update_if_found')} ? (${has('search_list_id')} ? ${text('search_list_id')} : ${has('search_campaign_id')} ? ${text('search_campaign_id')} : "") : ""`;

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
  'blueinkdigital_token',
  'adaptor_id',
  'lead_id',
  'status',
];

/** What the caller is told of a lead that the check refuses, or that is there already. */
const KNOWN = '{"success": false, "code": 6009, "text": "Phone number already exists"}';
const ON_DNC = '{"success": false, "code": 9001, "text": "Phone number is on the DNC list"}';

/** The drawing. Duplicates in our own lists come first, then the DNC list, then whoever is asked, as Convoso has it. */
export function accountFlow(settings: AccountSettings): FlowBundle {
  const made = isAsking(settings) ? checked(settings) : unchecked();
  const document = {
    leadflow: 1 as const,
    name: ACCOUNT_FLOW_NAME,
    description: 'Leads of POST /v1/leads/insert. Made from Settings, Duplicate check; a change there makes it anew.',
    nodes: { ...startOf(settings), ...made.nodes, ...ENDS },
    edges: [
      ...made.edges,
      ...edges(['ask-dnc.true', 'check-dnc'], ['find.found', 'known'], ['create.error', 'failed']),
    ],
  };
  return { document, files: {}, layout: { nodes: {} } };
}

function startOf({ required }: AccountSettings): Record<string, FlowNode> {
  const names = [...new Set(['list_id', 'phone_number', ...required])];
  const fields = names.map((name) => ({ name, required: true }));
  const where = { list: `=${text('list_id')}`, scope: `=${yes('update_if_found')} ? "none" : ${DUPLICATES_IN}` };
  return {
    'lead-in': {
      type: 'webhook',
      title: 'Lead of the API',
      config: { path: 'v1/leads/insert', fields, pending: { status: 200 } },
    },
    find: { type: 'find-lead', title: 'Is there such a lead?', config: { phone: PHONE, ...where } },
    'ask-dnc': { type: 'condition', title: 'Is check_dnc set?', config: { when: yes('check_dnc') } },
    'check-dnc': { type: 'dnc-check', title: 'Account DNC', config: { phone: PHONE } },
    listed: respond('On the DNC list', ON_DNC, false),
  };
}

const ENDS: Record<string, FlowNode> = {
  known: respond('Known already', KNOWN, false),
  failed: respond(
    'Could not be finished',
    '{"success": false, "code": 9000, "text": "The lead was taken and could not be finished"}',
    false,
  ),
};

/** Creating looks for duplicates itself, so they are looked for ahead only where the DNC list would be told of first. */
function unchecked(): Part {
  return {
    nodes: { create: create('Create the lead', {}), created: createdAnswer('created', 'create') },
    edges: [
      ...edges(['lead-in.lead', 'ask-dnc'], ['check-dnc.listed', 'find'], ['find.not-found', 'listed']),
      ...edgesTo('create', ['ask-dnc.false', 'check-dnc.clear', 'check-dnc.unreadable']),
      ...edgesTo('created', ['create.created', 'create.updated']),
      ...edges(['create.duplicate', 'known']),
    ],
  };
}

function checked(settings: AccountSettings): Part {
  const decision = 'steps.table';
  const told = `steps.table.success ? {"success": true, "data": {"lead_id": steps.create.leadId}} : ${KNOWN}`;
  const asked = asking(settings);
  const nodes: Record<string, FlowNode> = {
    ...asked.nodes,
    dnc: { type: 'dnc-add', title: 'Add to DNC', config: { phone: PHONE, reason: DNC_REASON, decision } },
    create: create('Create the lead', { decision, keepSkipped: true }),
    answer: { type: 'respond', title: 'Tell the client', config: { body: told, decision } },
  };
  const without = unanswered(settings.noAnswer, asked.unanswered);
  return {
    nodes: { ...nodes, ...without.nodes },
    edges: [
      ...edges(['lead-in.lead', 'find'], ['find.not-found', 'ask-dnc'], ['check-dnc.listed', 'listed']),
      ...edgesTo('ask', ['ask-dnc.false', 'check-dnc.clear', 'check-dnc.unreadable']),
      ...asked.edges,
      ...edgesTo('dnc', DECIDED),
      ...edgesTo('create', ['dnc.added', 'dnc.skipped']),
      ...edgesTo('answer', ['create.created', 'create.updated', 'create.skipped']),
      ...edges(['dnc.error', 'failed'], ['create.duplicate', 'known']),
      ...without.edges,
    ],
  };
}

/** The receiver gave no answer that can be read. */
function unanswered(noAnswer: AccountSettings['noAnswer'], exits: readonly string[]): Part {
  if (noAnswer === 'fail') return { nodes: {}, edges: edgesTo('failed', exits) };
  return {
    nodes: {
      unasked: create('Create it unasked', {}),
      'created-anyway': createdAnswer('created', 'unasked'),
    },
    edges: [
      ...edgesTo('unasked', exits),
      ...edgesTo('created-anyway', ['unasked.created', 'unasked.updated']),
      ...edges(['unasked.duplicate', 'known'], ['unasked.error', 'failed']),
    ],
  };
}

function create(title: string, more: JsonObject): FlowNode {
  const where = { list: `=${text('list_id')}`, status: '=lead.status', owner: '=lead.owner_id' };
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
