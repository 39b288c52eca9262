// The simulated Convoso API: leads, DNC, ping and post with the codes of Convoso's help pages (codes of 9000 are ours).
import { isListed } from './acme.ts';
import { ConvosoLeads } from './convoso-leads.ts';
import { failed } from './convoso-parts.ts';
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';
import type { System } from './system.ts';

/** What one Convoso account holds: its leads, and the numbers on its DNC list. */
export class ConvosoAccount implements System {
  readonly #leads = new ConvosoLeads((phone) => isListed(phone) || this.#dnc.has(phone));
  readonly #dnc = new Map<string, { id: number; campaign: string; reason: string }>();
  #last = 0;

  /** `/v1/...` and `/convoso/v1/...` want a token, `/convoso-demo/v1/...` reads none. */
  reply(call: Call): Reply | undefined {
    const found = /^(?:\/convoso(-demo)?)?\/v1\/([a-z-]+\/[a-z]+)$/.exec(call.path);
    if (!found) return undefined;
    const fault = found[1] ? undefined : tokenFault(call);
    return fault ?? this.#serve(found[2] ?? '', call);
  }

  #serve(resource: string, call: Call): Reply | undefined {
    switch (resource) {
      case 'leads/insert':
        return this.#leads.insert(call);
      case 'leads/update':
        return this.#leads.update(call);
      case 'leads/search':
        return this.#leads.search(call);
      case 'leads/delete':
        return this.#leads.remove(call);
      case 'dnc/insert':
        return this.#insertDnc(call);
      case 'dnc/search':
        return this.#searchDnc(call);
      case 'dnc/delete':
        return this.#removeDnc(call);
      case 'lead-validation/search':
        return this.#ping(call);
      case 'lead-post-validation/insert':
        return this.#post(call);
      default:
        return undefined;
    }
  }

  /** The same code means another thing here than in leads/insert (domain.md 1.1). */
  #insertDnc(call: Call): Reply {
    const { phone_number: number, phone_code: code, campaign_id: campaign, purpose, reason } = call.params;
    if (!/^-?\d+$/.test(String(campaign ?? '0'))) return failed(6006, 'Invalid campaign id');
    if (!/^\d{7,15}$/.test(String(number ?? ''))) return failed(6007, 'Invalid phone number');
    if (!/^\d{1,3}$/.test(String(code ?? ''))) return failed(6026, 'Missing or invalid country code');
    if (String(campaign) === '-1' && !purpose) return failed(6057, 'Invalid purpose');
    if (this.#dnc.has(call.phone)) return failed(6008, 'Phone number already exists');
    this.#last += 1;
    this.#dnc.set(call.phone, { id: this.#last, campaign: String(campaign ?? '0'), reason: String(reason ?? '') });
    return json({ success: true, id: this.#last });
  }

  /** `reason` may be `-BLANK-` or `-NOTBLANK-`. */
  #searchDnc(call: Call): Reply {
    const { reason, phone_number: number, limit, offset } = call.params;
    const size = Number(limit ?? 100);
    if (!Number.isInteger(size) || size < 1 || size > 1000) return failed(9005, 'Limit must be 1 to 1000');
    const entries = [...this.#dnc]
      .filter(([phone]) => number === undefined || phone === call.phone)
      .filter(([, entry]) => fitsReason(reason, entry.reason))
      .map(([phone, entry]) => ({ ...entry, id: String(entry.id), phone_number: phone }));
    const from = Number(offset ?? 0);
    const page = entries.slice(from, from + size);
    return json({ success: true, data: { offset: from, limit: size, total: entries.length, entries: page } });
  }

  #removeDnc(call: Call): Reply {
    return this.#dnc.delete(call.phone) ? json({ success: true }) : failed(6056, 'No such entry in the DNC list');
  }

  /** The ping: would the lead be taken? A DNC number is denied, too. */
  #ping(call: Call): Reply {
    if (call.phone.length !== 10) return failed(6008, 'Phone number is invalid');
    const denied = isListed(call.phone) || this.#dnc.has(call.phone) || this.#leads.knows(call.phone);
    return json({ success: true, result: denied ? 'Denied' : 'Accepted' });
  }

  /** The post. `shape=data` answers as the other of the two client libraries expects it. */
  #post(call: Call): Reply {
    if (!call.params.criteria_key) return json({ result: 'False', error_description: 'Criteria key is required' });
    const taken = this.#leads.insert(call);
    const value = JSON.parse(String(taken.body)) as { success: boolean; data?: { lead_id: string }; text?: string };
    if (call.params.shape === 'data') return taken;
    return value.success
      ? json({ result: 'True', lead_id: value.data?.lead_id ?? '', error_description: '' })
      : json({ result: 'False', lead_id: '', error_description: value.text ?? '' });
  }

  reset(): void {
    this.#leads.reset();
    this.#dnc.clear();
    this.#last = 0;
  }
}

function fitsReason(wanted: unknown, reason: string): boolean {
  if (wanted === undefined) return true;
  if (wanted === '-BLANK-') return reason === '';
  return wanted === '-NOTBLANK-' ? reason !== '' : reason === String(wanted);
}

// Any token will do but these two, so that nothing has to be set up to try a token that works.
function tokenFault(call: Call): Reply | undefined {
  const token = String(call.params.auth_token ?? '');
  if (token === '' || token === 'wrong') return failed(5001, 'Auth token is invalid');
  if (token === 'limited') return json({ success: false, text: 'The token lacks the permission' }, 403);
  return undefined;
}
