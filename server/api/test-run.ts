// Starts a test run of a flow's draft, as if a source had sent the lead.
import type { JsonObject } from '../../flows/language/document.ts';
import type { ApiDeps } from './deps.ts';

/** Where numbers without a country code are read: a test names no source, so no region either. */
const REGION = 'US';
const PHONE_FIELD = /phone|mobile|tel/i;

/** Answers the run's id once the run is on disk. Fails with NOT_FOUND, FLOW_HAS_PROBLEMS, OVERLOADED. */
export async function startTestRun(slug: string, lead: JsonObject, deps: ApiDeps): Promise<string> {
  const { workspace, engine, now } = deps;
  const release = await workspace.testRelease(slug);
  const path = release.trigger.config.path;
  const handle = engine.accept({
    release,
    lead,
    trigger: {
      source: 'test',
      path: typeof path === 'string' ? path : '',
      method: 'POST',
      receivedAt: new Date(now()).toISOString(),
      region: REGION,
    },
    test: true,
    phone: phoneOf(lead, deps),
    inbox: { type: 'application/json', body: JSON.stringify(lead) },
    claim: undefined,
  });
  await handle.accepted;
  return handle.runId;
}

/** The first number that can be read in a field named like one: for the search of runs alone. */
export function phoneOf(lead: JsonObject, { phone }: Pick<ApiDeps, 'phone'>): string {
  for (const [name, value] of Object.entries(lead)) {
    if (!PHONE_FIELD.test(name) || (typeof value !== 'string' && typeof value !== 'number')) continue;
    const { e164 } = phone(String(value), REGION);
    if (e164 !== '') return e164;
  }
  return '';
}
