// The leads of the simulated Convoso account: insert with its checks, update, search, delete.
import { asked, failed } from './convoso-parts.ts';
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';

interface Lead {
  id: number;
  phone: string;
  list: string;
  fields: Record<string, string>;
}

const MOST_LEADS = 1_000_000;
const FIRST_ID = 65_007_347;
const SEVERAL = 10;

/** The leads by phone number and by id. */
export class ConvosoLeads {
  readonly #byPhone = new Map<string, Lead[]>();
  readonly #byId = new Map<string, Lead>();
  readonly #isListed: (phone: string) => boolean;
  #next = FIRST_ID;

  /** `isListed` says whether a number is on the account's DNC list. */
  constructor(isListed: (phone: string) => boolean) {
    this.#isListed = isListed;
  }

  /** `leads/insert`, by POST of a form or JSON, or by GET. */
  insert(call: Call): Reply {
    const fault = leadFault(call);
    if (fault) return fault;
    if (asked(call.params.check_dnc) && this.#isListed(call.phone))
      return failed(9001, 'Phone number is on the DNC list');
    const list = String(call.params.list_id);
    const before = this.#byPhone.get(call.phone) ?? [];
    const found = before[0];
    if (asked(call.params.update_if_found) && found) {
      Object.assign(found.fields, fieldsOf(call));
      return json({ success: true, data: { lead_id: String(found.id) } });
    }
    if (before.some((lead) => isDuplicate(call.params.check_dup, lead.list, list))) {
      return failed(6009, 'Phone number already exists');
    }
    return json({ success: true, data: { lead_id: String(this.#keep(call, list, before)) } });
  }

  #keep(call: Call, list: string, before: Lead[]): number {
    const lead: Lead = { id: this.#next, phone: call.phone, list, fields: fieldsOf(call) };
    this.#next += 1;
    if (this.#byPhone.size < MOST_LEADS) {
      this.#byPhone.set(call.phone, [...before, lead].slice(-SEVERAL));
      this.#byId.set(String(lead.id), lead);
    }
    return lead.id;
  }

  update(call: Call): Reply {
    const id = String(call.params.lead_id ?? '');
    if (!/^\d+$/.test(id)) return failed(6070, 'Invalid lead id');
    const lead = this.#byId.get(id);
    if (!lead) return failed(6071, 'Lead not found');
    Object.assign(lead.fields, fieldsOf(call));
    return json({ success: true, data: { lead_id: id } });
  }

  search(call: Call): Reply {
    const { limit, offset, lead_id: id } = call.params;
    const size = Number(limit ?? 10);
    if (!Number.isInteger(size) || size < 1 || size > 2000) return failed(9006, 'Limit must be 1 to 2000');
    const found = id === undefined ? (this.#byPhone.get(call.phone) ?? []) : [this.#byId.get(String(id))];
    const leads = found.filter((lead) => lead !== undefined);
    const from = Number(offset ?? 0);
    const entries = leads.slice(from, from + size).map((lead) => ({
      id: String(lead.id),
      phone_number: lead.phone,
      list_id: lead.list,
      ...lead.fields,
    }));
    return json({ success: true, data: { offset: from, limit: size, total: leads.length, entries } });
  }

  remove(call: Call): Reply {
    const lead = this.#byId.get(String(call.params.lead_id ?? ''));
    if (!lead) return failed(6001, 'No such lead');
    this.#byId.delete(String(lead.id));
    this.#byPhone.set(
      lead.phone,
      (this.#byPhone.get(lead.phone) ?? []).filter((each) => each !== lead),
    );
    return json({ success: true });
  }

  knows(phone: string): boolean {
    return (this.#byPhone.get(phone) ?? []).length > 0;
  }

  reset(): void {
    this.#byPhone.clear();
    this.#byId.clear();
    this.#next = FIRST_ID;
  }
}

/** What is kept of a lead beside number and list: plain texts. */
function fieldsOf({ params }: Call): Record<string, string> {
  const { auth_token: _token, list_id: _list, phone_number: _phone, lead_id: _id, ...rest } = params;
  const texts = Object.entries(rest).filter(([name]) => !/^(check_|update_|hopper|reject_)/.test(name));
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

function leadFault(call: Call): Reply | undefined {
  const { list_id: list, phone_code: code, email, hopper_priority: priority, hopper_expires_in: expires } = call.params;
  if (Object.values(call.params).some((value) => typeof value === 'object' && value !== null)) {
    return failed(9004, 'Nested parameters are not allowed');
  }
  if (call.phone === '' || !list) return failed(6007, 'Phone number and list id are required');
  if (!/^10\d\d$/.test(String(list))) return failed(6002, 'No such list');
  if (String(code ?? '1') === '1' && call.phone.length !== 10) return failed(6008, 'Phone number is invalid');
  if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(email))) return failed(6079, 'Invalid email');
  if (outside(priority, 99)) return failed(9002, 'Hopper priority must be 0 to 99');
  if (outside(expires, 300)) return failed(9003, 'Hopper expiry must be at most 300 minutes');
  return undefined;
}

function outside(value: unknown, most: number): boolean {
  if (value === undefined || value === '') return false;
  const number = Number(value);
  return !Number.isInteger(number) || number < 0 || number > most;
}

// Scopes of check_dup: 1 the account, 2 the list, 3 the campaign; here the campaign of a list is its tens (1010-1019).
function isDuplicate(scope: unknown, held: string, given: string): boolean {
  const text = String(scope ?? '0').toLowerCase();
  if (text === '1' || text === 'true') return true;
  if (text === '2') return held === given;
  return text === '3' && held.slice(0, 3) === given.slice(0, 3);
}
