// What a connection made from a template must say for itself to show who it is, and the authentication that comes of it. Pure.
import type { ConnectionAuth } from '../../../../flows/language/receivers.ts';

/** One thing to fill in. `key` is its key in the authentication. */
export interface AuthInput {
  key: 'user' | 'clientId' | 'secret' | 'refresh';
  label: string;
  isSecret: boolean;
  /** What the template says; blank for a secret. */
  start: string;
}

/** What differs from one customer to the next: who they are, and their secrets; without what a field of the template gives. */
export function authInputs(auth: ConnectionAuth | undefined): AuthInput[] {
  const fromFields = Object.entries(auth ?? {}).flatMap(([key, value]) => (isField(value) ? [key] : []));
  return allInputs(auth).filter(({ key }) => !fromFields.includes(key));
}

/** As `authInputs`, without what (C) of New Connect asks for. */
export function customAuthInputs(auth: ConnectionAuth | undefined): AuthInput[] {
  return auth?.type === 'bearer' || auth?.type === 'api-key' ? [] : authInputs(auth);
}

function isField(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('{field.');
}

function allInputs(auth: ConnectionAuth | undefined): AuthInput[] {
  switch (auth?.type) {
    case 'basic':
      return [plain('user', 'User', auth.user), hidden('secret', 'Password')];
    case 'oauth2':
      return [
        plain('clientId', 'Client id', auth.clientId),
        ...(auth.secret === undefined ? [] : [hidden('secret', 'Client secret')]),
        ...(auth.grant === 'refresh-token' ? [hidden('refresh', 'Refresh token')] : []),
      ];
    case 'api-key':
      return [hidden('secret', `Api Authentication: ${auth.name}`)];
    case 'bearer':
      return [hidden('secret', 'Api Authentication: token')];
    default:
      return [];
  }
}

function plain(key: AuthInput['key'], label: string, start: string): AuthInput {
  return { key, label, isSecret: false, start };
}

function hidden(key: AuthInput['key'], label: string): AuthInput {
  return { key, label, isSecret: true, start: '' };
}

/** The authentication with what was filled in, and its secrets (name -> value); undefined where nothing was. */
export function ownAuth(
  auth: ConnectionAuth | undefined,
  slug: string,
  typed: Readonly<Record<string, string>>,
): { auth: ConnectionAuth; secrets: Record<string, string> } | undefined {
  const filled = authInputs(auth).filter(({ key }) => (typed[key] ?? '').trim() !== '');
  if (auth === undefined || filled.length === 0) return undefined;
  const nameOf = (key: string): string => `${slug}-${key === 'secret' ? 'token' : 'refresh-token'}`;
  const own = Object.fromEntries(
    filled.map(({ key, isSecret }) => [key, isSecret ? `secret:${nameOf(key)}` : (typed[key] ?? '').trim()]),
  );
  const secrets = Object.fromEntries(
    filled.flatMap(({ key, isSecret }) => (isSecret ? [[nameOf(key), (typed[key] ?? '').trim()]] : [])),
  );
  return { auth: { ...auth, ...own }, secrets };
}
