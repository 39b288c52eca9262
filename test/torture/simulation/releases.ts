// The flows of the torture, compiled as the server compiles them: from the same files that a torture's server is given.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_CHECK, accountCheckFlow } from '../../../flows/language/account-check-flow.ts';
import { NO_CHECK } from '../../../flows/language/account-flow.ts';
import type { FlowBundle, JsonObject } from '../../../flows/language/document.ts';
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import { readConnection, readFlow } from '../../../flows/language/text.ts';
import { makeLeadCheck } from '../../../server/intake/lead-check.ts';
import { type CompiledRelease, compileRelease } from '../../../server/run/plan.ts';
import type { Chance } from './chance.ts';

const FLOWS = join(import.meta.dirname, '../flows');

/** What a simulation runs. */
export interface Releases {
  bySlug: ReadonlyMap<string, CompiledRelease>;
  connection: (slug: string) => { document: ConnectionDocument; version: string } | undefined;
}

/** Reads and compiles every flow of the torture. A flow's hash is its slug. */
export function readReleases(): Releases {
  const document = readConnection(readFileSync(join(FLOWS, 'connections/receiver.yaml'), 'utf8'));
  const endpoints: Record<string, JsonObject> = {};
  for (const [name, endpoint] of Object.entries(document.endpoints)) {
    endpoints[`receiver/${name}`] = { ...endpoint } as unknown as JsonObject;
  }
  const slugs = readdirSync(FLOWS).filter((slug) => existsSync(join(FLOWS, slug, 'flow.yaml')));
  const bundles = slugs.map((slug): [string, FlowBundle] => [
    slug,
    readFlow({ 'flow.yaml': readFileSync(join(FLOWS, slug, 'flow.yaml'), 'utf8') }),
  ]);
  const drawn = [...bundles, [ACCOUNT_CHECK, accountCheck()] as const];
  const flows = Object.fromEntries(drawn.map(([slug]) => [slug, slug]));
  const bySlug = new Map(
    drawn.map(([slug, bundle]) => {
      const content = { flow: slug, name: slug, version: 1, bundle, adaptors: {}, endpoints, flows };
      return [slug, compileRelease(content, slug, makeLeadCheck)] as const;
    }),
  );
  return { bySlug, connection: (slug) => (slug === 'receiver' ? { document, version: '1' } : undefined) };
}

/** The flow that decides for drawn flows: each way that a row can go is met by some lead. */
function accountCheck(): FlowBundle {
  const rows = [
    { key: 'success', value: 'true', createLead: true, status: 'HOT', success: true, addToDnc: true },
    { key: 'success', value: 'false', createLead: false, success: true },
  ];
  const noMatch = { createLead: true, success: false };
  const check = accountCheckFlow({
    ...NO_CHECK,
    on: true,
    connection: 'receiver',
    endpoint: 'find-lead',
    rows,
    noMatch,
  });
  const ask = check?.document.nodes.ask;
  if (!check || !ask) throw new Error('The check asks nobody.');
  ask.config.body = 'lead';
  return check;
}

/** The same flows with what a seed draws: few turns, few calls at a time, or no limit; a flow for errors, or none. */
export function withLimits({ bySlug, connection }: Releases, chance: Chance): Releases {
  const turns = new Map([...bySlug.keys()].map((slug) => [slug, chance.pick([undefined, undefined, 1, 2])]));
  const flows = Object.fromEntries([...bySlug.keys()].map((slug) => [slug, slug]));
  const calls = chance.pick([undefined, undefined, 1, 2]);
  const onError = chance.pick([undefined, 'buyer']);
  const limited = [...bySlug].map(
    ([slug, release]) => [slug, { ...release, concurrency: turns.get(slug), onError, flows }] as const,
  );
  return {
    bySlug: new Map(limited),
    connection(slug) {
      const found = connection(slug);
      return found && { ...found, document: { ...found.document, ...(calls ? { concurrency: calls } : {}) } };
    },
  };
}
