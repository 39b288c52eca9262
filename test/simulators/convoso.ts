// The simulated Convoso API: leads/insert and dnc/insert with the codes of Convoso's help pages (codes of 9000 are ours).
import { isListed } from './acme.ts';
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';

interface Lead {
  id: number;
  list: string;
}

const MOST_LEADS = 1_000_000;
const FIRST_ID = 65_007_347;

/** What one Convoso account holds: leads by phone number, and the numbers on its DNC list. */
export class ConvosoAccount {
  readonly #leads = new Map<string, Lead[]>();
  readonly #dnc = new Map<string, number>();
  #next = FIRST_ID;

  /** `leads/insert`, by POST of a form or JSON, or by GET. `checkToken` false leaves `auth_token` unread. */
  insertLead(call: Call, checkToken: boolean): Reply {
    return (checkToken ? tokenFault(call) : undefined) ?? leadFault(call) ?? this.#takeLead(call);
  }

  #takeLead(call: Call): Reply {
    if (asked(call.params.check_dnc) && (isListed(call.phone) || this.#dnc.has(call.phone))) {
      return failed(9001, 'Phone number is on the DNC list');
    }
    const list = String(call.params.list_id);
    const before = this.#leads.get(call.phone) ?? [];
    const found = before[0];
    if (asked(call.params.update_if_found) && found)
      return json({ success: true, data: { lead_id: String(found.id) } });
    if (before.some((lead) => isDuplicate(call.params.check_dup, lead.list, list))) {
      return failed(6009, 'Phone number already exists');
    }
    const id = this.#next;
    this.#next += 1;
    if (this.#leads.size < MOST_LEADS) this.#leads.set(call.phone, [...before, { id, list }].slice(-10));
    return json({ success: true, data: { lead_id: String(id) } });
  }

  /** `dnc/insert`: the same code means another thing here than in leads/insert (domain.md 1.1). */
  insertDnc(call: Call, checkToken: boolean): Reply {
    const { phone_number: number, phone_code: code, campaign_id: campaign, purpose } = call.params;
    const fault = checkToken ? tokenFault(call) : undefined;
    if (fault) return fault;
    if (!/^-?\d+$/.test(String(campaign ?? '0'))) return failed(6006, 'Invalid campaign id');
    if (!/^\d{7,15}$/.test(String(number ?? ''))) return failed(6007, 'Invalid phone number');
    if (!/^\d{1,3}$/.test(String(code ?? ''))) return failed(6026, 'Missing or invalid country code');
    if (String(campaign) === '-1' && !purpose) return failed(6057, 'Invalid purpose');
    if (this.#dnc.has(call.phone)) return failed(6008, 'Phone number already exists');
    this.#dnc.set(call.phone, this.#dnc.size + 1);
    return json({ success: true, id: this.#dnc.size });
  }

  reset(): void {
    this.#leads.clear();
    this.#dnc.clear();
    this.#next = FIRST_ID;
  }
}

function failed(code: number, text: string): Reply {
  return json({ success: false, code, text });
}

// Any token will do but these two, so that nothing has to be set up to try a token that works.
function tokenFault(call: Call): Reply | undefined {
  const token = String(call.params.auth_token ?? '');
  if (token === '' || token === 'wrong') return failed(5001, 'Auth token is invalid');
  if (token === 'limited') return json({ success: false, text: 'The token lacks the permission' }, 403);
  return undefined;
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

function asked(value: unknown): boolean {
  return ['1', 'true', 'yes'].includes(String(value ?? '').toLowerCase());
}

// Scopes of check_dup: 1 the account, 2 the list, 3 the campaign; here the campaign of a list is its tens (1010-1019).
function isDuplicate(scope: unknown, held: string, given: string): boolean {
  const text = String(scope ?? '0').toLowerCase();
  if (text === '1' || text === 'true') return true;
  if (text === '2') return held === given;
  return text === '3' && held.slice(0, 3) === given.slice(0, 3);
}
