// The tokens of the simulated REST CRM: an auth call of its own, OAuth 2 with both grants, and tokens that run out.
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';

/** What the CRM knows its clients by. */
export const REST_CLIENT = { id: 'leadflow', secret: 'open-sesame' };
const FIRST_REFRESH = 'refresh-1';

/** Tokens that were given out. `POST /rest/expire` ends them all, so that a caller meets a 401. */
export class RestTokens {
  readonly #valid = new Set<string>();
  #refresh = FIRST_REFRESH;
  #given = 0;

  reply(call: Call): Reply | undefined {
    if (call.method !== 'POST') return undefined;
    switch (call.path) {
      case '/rest/token':
        return this.#ownToken(call);
      case '/rest/oauth2/token':
        return this.#oauth(call);
      case '/rest/expire':
        this.#valid.clear();
        return json({ ok: true });
      default:
        return undefined;
    }
  }

  /** Undefined where the call carries a token that counts, as a bearer or in the header x-access-token. */
  fault(call: Call): Reply | undefined {
    const token = call.header('authorization').replace(/^Bearer /, '') || call.header('x-access-token');
    if (this.#valid.has(token)) return undefined;
    return json(
      { ok: false, error: { code: 'TOKEN', message: token === '' ? 'Token missing' : 'Token expired' } },
      401,
    );
  }

  /** `{data: {access_token, expires_in}}` for a client by JSON, form or query. */
  #ownToken({ params }: Call): Reply {
    if (params.client_id !== REST_CLIENT.id || params.client_secret !== REST_CLIENT.secret)
      return json({ ok: false, error: { code: 'CLIENT', message: 'Unknown client' } }, 401);
    return json({ ok: true, data: { access_token: this.#make(), expires_in: 3600 } });
  }

  /** RFC 6749: client by Basic or in the body; a refresh token is good once. */
  #oauth(call: Call): Reply {
    const { grant_type: grant, refresh_token: refresh } = call.params;
    const pair = Buffer.from(call.header('authorization').replace(/^Basic /, ''), 'base64').toString();
    const byBody = `${String(call.params.client_id ?? '')}:${String(call.params.client_secret ?? '')}`;
    if (![pair, byBody].includes(`${REST_CLIENT.id}:${REST_CLIENT.secret}`))
      return json({ error: 'invalid_client' }, 401);
    if (call.type !== 'application/x-www-form-urlencoded') return json({ error: 'invalid_request' }, 400);
    if (grant === 'client_credentials')
      return json({ access_token: this.#make(), token_type: 'Bearer', expires_in: 3600 });
    if (grant !== 'refresh_token') return json({ error: 'unsupported_grant_type' }, 400);
    if (refresh !== this.#refresh) return json({ error: 'invalid_grant' }, 400);
    this.#refresh = `refresh-${this.#given + 2}`;
    return json({ access_token: this.#make(), token_type: 'Bearer', expires_in: 3600, refresh_token: this.#refresh });
  }

  #make(): string {
    this.#given += 1;
    const token = `tok-${this.#given}-${'x'.repeat(16)}`;
    this.#valid.add(token);
    return token;
  }

  reset(): void {
    this.#valid.clear();
    this.#refresh = FIRST_REFRESH;
    this.#given = 0;
  }
}
