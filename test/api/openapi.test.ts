// The description of the API and the editor's types: both made from the table of routes, and both as committed.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshApiTypes } from '../../server/api/api-types.ts';
import type { OpenApi } from '../../server/api/openapi.ts';
import { routes } from '../../server/api/routes.ts';
import { printTypes } from '../../server/api/type-printer.ts';
import { type Check, createChecks } from '../../server/api/validate.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
let description: OpenApi;
beforeAll(async () => {
  api = await startApi();
  description = (await api.call<OpenApi>('get', '/openapi.json')).json;
});
afterAll(() => api.close());

describe('the description', () => {
  it('needs no session and names every route', () => {
    expect(description.openapi).toBe('3.1.0');
    const described = Object.entries(description.paths).flatMap(([path, methods]) => {
      return Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    });
    expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('names only schemas that it has', () => {
    const text = JSON.stringify(description);
    const named = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
    const known = Object.keys(description.components.schemas);
    expect([...named].filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(known).toEqual(
      expect.arrayContaining(['FlowDetail', 'RunDetail', 'StepView', 'Problem', 'NodeSpec', 'RunEvent']),
    );
    expect(text).not.toContain('x-named');
  });

  it('gives every operation a summary and says what a refusal looks like', () => {
    for (const methods of Object.values(description.paths)) {
      for (const operation of Object.values(methods)) {
        expect(operation).toMatchObject({ summary: expect.stringMatching(/^[A-Z].*\.$/), responses: { default: {} } });
      }
    }
    const clash = { 'application/problem+json': { schema: { $ref: '#/components/schemas/AccountClash' } } };
    expect(description.paths['/account-check']?.put).toMatchObject({ responses: { 409: { content: clash } } });
  });
});

describe('what comes in', () => {
  it('can be held to the schemas of every route', () => {
    const { body, query } = createChecks();
    const refused = (check: Check) => {
      try {
        check({ surely: 'unknown' });
        return undefined;
      } catch (error) {
        return error;
      }
    };
    for (const route of routes) {
      const checks = [...(route.body ? [body(route.body)] : []), ...(route.query ? [query(route.query)] : [])];
      for (const check of checks) {
        const says = refused(check);
        // Any other error is a schema that nothing can be held to.
        if (says !== undefined) expect(says, route.path).toMatchObject({ code: 'REQUEST_INVALID' });
      }
    }
  });
});

describe("the editor's types", () => {
  it('are as a fresh `npm run api-types` writes them', () => {
    const file = readFileSync(new URL('../../editor/api-types.ts', import.meta.url), 'utf8');
    expect(file).toBe(freshApiTypes());
  });

  it('print each kind of schema', () => {
    const text = printTypes({
      Thing: {
        type: 'object',
        required: ['a', 'c'],
        properties: {
          a: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
          b: { enum: ["it's", 2], description: 'One of two.' },
          c: { type: 'object', additionalProperties: { $ref: '#/components/schemas/Other' } },
          d: {},
          e: { type: ['integer', 'null'] },
        },
      },
      Shared: { 'x-language': 'document', type: 'object' },
    });
    expect(text).toContain(`export type { Json, Shared } from '../flows/language/document.ts';`);
    expect(text).toContain(`export interface Thing {
  a: (string | null)[];
  /** One of two. */
  b?: 'it\\'s' | 2;
  c: Record<string, Other>;
  d?: Json;
  e?: number | null;
}`);
  });
});
