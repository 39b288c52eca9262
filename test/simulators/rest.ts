// A simulated REST CRM with a tenant in its path, tokens, signed calls and call events, as call-centre integrations meet them.
import { createHash } from 'node:crypto';
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';
import { RestTokens } from './rest-tokens.ts';
import type { System } from './system.ts';

interface Contact {
  id: string;
  phone: string;
  name: string;
  zip: string;
}

/** The key that signed calls are made with: `md5(tenant + key + phone)`. */
export const REST_API_KEY = 'gk-4471';

/** `/rest/token`, `/rest/oauth2/token`, `/rest/<tenant>/contacts[/<id>]`, `/rest/<tenant>/calls/<contact>`, `/rest/<tenant>/sms`. */
export class RestCrm implements System {
  readonly #tokens = new RestTokens();
  readonly #contacts = new Map<string, Contact>();
  readonly #calls: { contact: string; note: string }[] = [];
  #next = 501;

  reply(call: Call): Reply | undefined {
    if (!call.path.startsWith('/rest/')) return undefined;
    const given = this.#tokens.reply(call);
    if (given) return given;
    const [, tenant = '', resource = '', id = ''] = call.path.slice('/rest'.length).split('/');
    if (!/^[a-z0-9-]+$/.test(tenant) || tenant === 'nobody') return fault(404, 'TENANT', `No tenant ${tenant}`);
    return this.#tokens.fault(call) ?? this.#serve({ call, tenant, resource, id: decodeURIComponent(id) });
  }

  #serve(at: { call: Call; tenant: string; resource: string; id: string }): Reply {
    const { call, tenant, resource, id } = at;
    const route = `${call.method} ${resource}${id === '' ? '' : '/:id'}`;
    switch (route) {
      case 'GET contacts':
        return this.#find(call);
      case 'POST contacts':
        return this.#create(call);
      case 'GET contacts/:id':
      case 'PUT contacts/:id':
      case 'PATCH contacts/:id':
      case 'DELETE contacts/:id':
        return this.#one(call, id);
      case 'POST calls/:id':
        return this.#log(call, { tenant, contact: id });
      case 'POST sms':
        return sms(call);
      case 'GET owners':
        return json({
          data: {
            owners: [
              { id: 1, email: 'ann@acme.example' },
              { id: 2, email: 'bo@acme.example' },
            ],
          },
        });
      default:
        return fault(405, 'METHOD', `${call.method} is not served here`);
    }
  }

  #find(call: Call): Reply {
    const phone = digits(call.query.get('phone'));
    if (phone === '') return fault(400, 'PHONE', 'The parameter phone is missing');
    const found = [...this.#contacts.values()].filter((contact) => contact.phone === phone);
    return json({ data: { total: found.length, contacts: found } });
  }

  /** 201 with the contact; 409 where the number is there; 422 with the fields; 200 with ok false for a closed tenant. */
  #create(call: Call): Reply {
    const body = call.params;
    const contact = typeof body.contact === 'object' && body.contact !== null ? { ...body.contact } : body;
    const { phone, name, zip, email } = contact as Record<string, unknown>;
    const errors = [
      ...(digits(phone) === '' ? [{ field: 'phone', message: 'is required' }] : []),
      ...(email !== undefined && !String(email).includes('@')
        ? [{ field: 'email', message: 'is not an address' }]
        : []),
    ];
    if (errors.length > 0) return json({ ok: false, errors }, 422);
    if (String(zip ?? '').startsWith('999')) return json({ ok: false, error: { code: 'AREA', message: 'Not served' } });
    const known = [...this.#contacts.values()].find((each) => each.phone === digits(phone));
    if (known)
      return json({ ok: false, error: { code: 'CONTACT_EXISTS', message: 'There is one' }, id: known.id }, 409);
    const made = { id: `c-${this.#next}`, phone: digits(phone), name: String(name ?? ''), zip: String(zip ?? '') };
    this.#next += 1;
    this.#contacts.set(made.id, made);
    return json({ ok: true, data: made, ...(name ? {} : { warnings: ['name is missing'] }) }, 201);
  }

  #one(call: Call, id: string): Reply {
    const contact = this.#contacts.get(id);
    if (!contact) return fault(404, 'CONTACT', `No contact ${id}`);
    if (call.method === 'DELETE') {
      this.#contacts.delete(id);
      return { status: 204, type: 'text/plain', body: '' };
    }
    if (call.method !== 'GET') contact.name = String(call.params.name ?? contact.name);
    return json({ ok: true, data: contact });
  }

  /** Signed: the header x-signature must be the digest of tenant, key and phone. A wrong one is told with status 200. */
  #log(call: Call, { tenant, contact }: { tenant: string; contact: string }): Reply {
    const wanted = createHash('md5')
      .update(`${tenant}${REST_API_KEY}${String(call.params.phone ?? '')}`)
      .digest('hex');
    if (call.header('x-signature') !== wanted)
      return json({ ok: false, error: { code: 'SIGNATURE', message: 'Signature does not match' } });
    if (!this.#contacts.has(contact)) return fault(404, 'CONTACT', `No contact ${contact}`);
    this.#calls.push({ contact, note: String(call.params.note ?? '') });
    return json({ ok: true, data: { call_id: this.#calls.length } }, 201);
  }

  reset(): void {
    this.#tokens.reset();
    this.#contacts.clear();
    this.#calls.length = 0;
    this.#next = 501;
  }
}

/** Plain text, as SMS gateways answer. */
function sms({ params }: Call): Reply {
  const text = (body: string): Reply => ({ status: 200, type: 'text/plain; charset=utf-8', body });
  if (digits(params.to) === '') return text('ERR: 17 no recipient');
  if (String(params.text ?? '') === '') return text('ERR: 21 empty message');
  return text(`OK: id=${digits(params.to).slice(-4)}77 price=0.05`);
}

function fault(status: number, code: string, message: string): Reply {
  return json({ ok: false, error: { code, message } }, status);
}

function digits(value: unknown): string {
  return String(value ?? '').replace(/\D/g, '');
}
