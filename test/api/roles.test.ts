// Who may use which route: made from the table of routes, so that a new route cannot be forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../server/api/route.ts';
import { routes } from '../../server/api/routes.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const closedRoutes = routes.filter((route) => route.role !== 'open');
const named = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`;
const pathOf = (route: Route): string => route.path.replace(/:\w+/g, 'some-name');

describe('the table of routes', () => {
  it('has exactly these routes that need no session', () => {
    expect(routes.filter((route) => route.role === 'open').map(named)).toEqual(['POST /session', 'POST /setup']);
  });

  it('lets a viewer only read, try an answer out, keep views of their own, and sign out', () => {
    const changing = closedRoutes.filter((route) => route.role === 'viewer' && route.method !== 'get');
    expect(changing.map(named)).toEqual([
      'DELETE /session',
      'POST /views',
      'DELETE /views/:id',
      'POST /preview/answer',
      'POST /preview/reading',
      'POST /preview/learn',
      'POST /preview/samples',
    ]);
  });

  it('shows a viewer nothing of secrets and accounts', () => {
    const hidden = closedRoutes.filter((route) => /\/(secrets|users|tokens|audit)(\/|$)/.test(route.path));
    expect(hidden.map((route) => route.role)).toEqual(hidden.map(() => 'admin'));
  });

  it('has no two routes alike', () => {
    expect(new Set(routes.map(named)).size).toBe(routes.length);
  });
});

describe.each(closedRoutes.map((route) => [named(route), route] as const))('%s', (_name, route) => {
  const body = route.body ? { body: {} } : {};

  it('refuses whoever is not signed in', async () => {
    const { status, json } = await api.call(route.method, pathOf(route), body);
    expect(status).toBe(401);
    expect(json).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('refuses a token that it does not know, and a public path in the query', async () => {
    const headers = { authorization: `Bearer lf_${'x'.repeat(43)}` };
    const { status } = await api.call(route.method, `${pathOf(route)}?/api/session&/healthz`, { ...body, headers });
    expect(status).toBe(401);
  });
});

const adminRoutes = closedRoutes.filter((route) => route.role === 'admin');
describe.each(adminRoutes.map((route) => [named(route), route] as const))('%s', (_name, route) => {
  it('refuses a viewer', async () => {
    const body = route.body ? { body: {} } : {};
    const { status, json } = await api.call(route.method, pathOf(route), { ...body, as: 'viewer' });
    expect(status).toBe(403);
    expect(json).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
