// POST /v1/leads/update and /v1/leads/search: leads that are there, changed and found by exact values.
import { STEERING } from '../../../flows/language/account-flow.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { HttpAnswer } from '../../respond/answers.ts';
import { refusedApi, toldApi } from '../../respond/lead-api.ts';
import { type AdminStore, ask, change } from '../../store/admin-ops.ts';
import type { LeadSearch } from '../../store/lead-ops.ts';
import type { DncDesk } from '../../tools/dnc/desk.ts';
import { faultOfFields, type Held } from './faults.ts';
import type { ApiCall } from './insert.ts';
import { type Parameters, textOf, wholeOf } from './parameters.ts';
import { meantPhone } from './phone.ts';

/** What these calls ask of the store. */
export interface RecordDeps extends Held {
  store: AdminStore;
  /** Whether some country has this calling code. */
  isCallingCode: (code: string) => boolean;
  /** The DNC lists: what is on them, and taking a number off, wherever it stands. */
  dnc: Pick<DncDesk, 'look' | 'takeOff'>;
}

/** Ids are UUIDs, of a lead or of the run that an early answer named. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What a test lead is answered in the place of an id. */
const TEST_LEAD = 'test';

/** As the desk has it. */
const LONGEST_OWNER = 200;

/** Changes what was sent and nothing else; for a source in test mode nothing at all, and it is answered the same. */
export async function updateLead({ parameters, source }: ApiCall, deps: RecordDeps): Promise<HttpAnswer> {
  const id = textOf(parameters, 'lead_id').toLowerCase();
  if (!ID.test(id) && !(source.test && id === TEST_LEAD)) return refusedApi({ code: 6070, text: 'Invalid lead id' });
  const list = textOf(parameters, 'list_id');
  if (list !== '' && !deps.hasList(list)) return refusedApi({ code: 6002, text: 'No such list' });
  const sent = textOf(parameters, 'phone_number');
  const phone = sent === '' ? undefined : meantPhone(parameters, source.region, deps.phone);
  if (sent !== '' && !phone) return refusedApi({ code: 6008, text: 'Phone number is invalid' });
  const wrong = faultOfFields(parameters, deps);
  if (wrong) return refusedApi(wrong);
  if (source.test) return toldUnchanged(id, deps);
  const status = textOf(parameters, 'status');
  const owner = textOf(parameters, 'owner_id').slice(0, LONGEST_OWNER);
  const lead = await change(deps.store, 'lead.change', {
    id,
    fields: fieldsOf(parameters),
    ...(status === '' ? {} : { status }),
    ...(list === '' ? {} : { list }),
    ...(owner === '' ? {} : { owner }),
    ...(phone ? { phone: { e164: phone.e164, raw: sent } } : {}),
    by: `source:${source.name}`,
  });
  if (!lead) return refusedApi(NOT_FOUND);
  return toldApi({ success: true, data: { lead_id: lead.id } });
}

async function toldUnchanged(id: string, { store }: RecordDeps): Promise<HttpAnswer> {
  if (id === TEST_LEAD) return toldApi({ success: true, data: { lead_id: id } });
  const { entries } = await ask(store, 'lead.find', { id, fields: {}, offset: 0, limit: 1 });
  const lead = entries.find(({ received }) => received === null);
  return lead ? toldApi({ success: true, data: { lead_id: lead.id } }) : refusedApi(NOT_FOUND);
}

const NOT_FOUND = { code: 6071, text: 'Lead not found' };

const MOST = 2000;
/** Filters of Convoso by time: taken for a field that no lead has, they would find nothing in silence. */
const SPANS = /^(created_at|updated_at|changed_at|deleted_at|archived_at|last_call)_(start|end)(_date)?$/;

/** What a search by fields is gone on with. */
const STOPPED_AT = 'stopped_at';

/** Finds leads. Limit 1 to 2,000, 10 where none is sent. A search by fields alone may stop early: then it says where. */
export async function searchLeads({ parameters, source }: ApiCall, deps: RecordDeps): Promise<HttpAnswer> {
  const limit = wholeOf(parameters, 'limit', { usual: 10, least: 1, most: MOST });
  const offset = wholeOf(parameters, 'offset', { usual: 0, least: 0, most: 999_999_999 });
  if (limit === undefined) return refusedApi({ code: 9006, text: `Limit must be 1 to ${MOST}` });
  if (offset === undefined) return refusedApi({ code: 9007, text: 'Offset must be a whole number' });
  const span = Object.keys(parameters).find((name) => SPANS.test(name) && textOf(parameters, name) !== '');
  if (span !== undefined) return refusedApi({ code: 9009, text: `Leads are not searched by ${span}` });
  const before = textOf(parameters, STOPPED_AT).toLowerCase();
  if (before !== '' && !ID.test(before))
    return refusedApi({ code: 9008, text: `${STOPPED_AT} is none of our answers` });
  const number = textOf(parameters, 'phone_number');
  const phone = number === '' ? undefined : meantPhone(parameters, source.region, deps.phone);
  const { email: _email, phone_number: _phone, phone_code: _code, ...others } = fieldsOf(parameters);
  const wanted: LeadSearch = {
    ...textAt('id', textOf(parameters, 'lead_id').toLowerCase()),
    ...(number === '' ? {} : { phones: [phone?.e164 ?? number] }),
    ...textAt('email', textOf(parameters, 'email').toLowerCase()),
    ...textAt('status', textOf(parameters, 'status')),
    ...textAt('list', textOf(parameters, 'list_id')),
    ...textAt('before', before),
    // A blank filter is none: clients send every parameter that they know.
    fields: Object.fromEntries(
      Object.keys(others).flatMap((name) => {
        const value = textOf(parameters, name);
        return value === '' || SPANS.test(name) ? [] : [[name, value]];
      }),
    ),
    offset,
    limit,
  };
  const { total, entries, stoppedAt } = await ask(deps.store, 'lead.find', wanted);
  const shown = entries.map((lead): JsonObject => {
    const fields = typeof lead.fields === 'object' && !Array.isArray(lead.fields) ? lead.fields : {};
    return {
      ...fields,
      id: lead.id,
      lead_id: lead.id,
      list_id: lead.list,
      status: lead.status,
      phone_number: lead.phoneRaw,
      email: lead.email,
      created_at: new Date(lead.createdAt).toISOString(),
      modified_at: new Date(lead.updatedAt).toISOString(),
      ...(lead.received === null ? {} : { received: lead.received, duplicate_of: lead.duplicateOf }),
    };
  });
  // Clients are written for either name.
  const data = { offset, limit, total, entries: shown, results: shown };
  return toldApi({ success: true, data: { ...data, ...(stoppedAt === undefined ? {} : goOnAt(stoppedAt)) } });
}

function goOnAt(lead: string): JsonObject {
  const text = `Only the newest leads were looked at. Send ${STOPPED_AT} as it is here, from offset 0, to go on; or search by phone_number, email or lead_id, or by list_id or status too.`;
  return { [STOPPED_AT]: lead, text };
}

function textAt<N extends string>(name: N, text: string): { [K in N]?: string } {
  return text === '' ? {} : ({ [name]: text } as { [K in N]?: string });
}

const NO_FIELDS: ReadonlySet<string> = new Set([...STEERING, 'auth_token', 'limit', 'offset', STOPPED_AT]);

function fieldsOf(parameters: Parameters): JsonObject {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !NO_FIELDS.has(name)));
}
