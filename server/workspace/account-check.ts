// The account's duplicate check: settings that make the flow of the lead API, and the release that serves it.
import { ACCOUNT_CHECK, accountCheckFlow, usesAccountCheck } from '../../flows/language/account-check-flow.ts';
import { ACCOUNT_FLOW, type AccountSettings, accountFlow, NO_CHECK } from '../../flows/language/account-flow.ts';
import { canonicalJson } from '../../flows/language/canonical.ts';
import type { Problem } from '../../flows/language/catalogue.ts';
import type { Json } from '../../flows/language/document.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import { liveOf, pinsOf } from './account-pins.ts';
import { checkBundle, errorsOf, knownNames, problemsFailure, refreshNames } from './checking.ts';
import { compiled, type Servable } from './publishing.ts';
import { contentOf, hashOf, keep, namesOf, releaseOf, routeLive, storedContent } from './releases.ts';
import { BY_WORKSPACE, currentBundle, type Live, NO_NAMES, type Parts } from './shelf.ts';
import { plain } from './sync.ts';
import type { ReleaseContent } from './workspace.ts';

/** The check as an admin sees it. */
export interface AccountCheck {
  /** Raised by every change, from 1; sent back as If-Match. */
  version: number;
  settings: AccountSettings;
  by: string;
  at: number;
  /** The connection, its adaptor or the flow was changed since: applying again takes that over. */
  stale: boolean;
  /** Flows with a step that this check decides for. `liveVersion` is null where it serves nobody yet. */
  usedBy: { slug: string; name: string; liveVersion: number | null }[];
  /** Published flows that could be asked in the place of a connection. */
  askable: { slug: string; name: string }[];
}

/** What serves the lead API, and the settings it was made from. */
export interface AccountEntry {
  settings: AccountSettings;
  live: Live;
  /** The release that decides for drawn flows; undefined where nobody is asked. */
  decides: string | undefined;
}

interface Stored {
  version: number;
  settings: AccountSettings;
  release: string;
  decides: string | null;
  by: string;
  at: number;
}

/** Takes up what was applied last; on a first start nothing is checked. */
export async function loadAccount(parts: Parts): Promise<void> {
  const row = (await parts.store.query('accountCheck.get', {})) as unknown as Stored | null;
  if (!row) {
    await keepAccount(NO_CHECK, { follows: 0, by: BY_WORKSPACE, parts });
    return;
  }
  const { settings, decides, ...kept } = row;
  const live: Live = { ...kept, names: NO_NAMES, compiled: undefined };
  parts.shelf.account = { settings: { ...NO_CHECK, ...settings }, live, decides: decides ?? undefined };
  try {
    live.names = namesOf(await storedContent(row.release, parts));
    live.compiled = await releaseOf(row.release, parts);
  } catch (error) {
    parts.log.warn({ err: error }, 'The lead API cannot be served; apply the duplicate check again');
  }
}

/** The settings that serve. */
export function accountCheck(parts: Parts): AccountCheck {
  const { settings, live } = entryOf(parts);
  const { version, by, at } = live;
  return { version, settings, by, at, stale: isStale(parts), usedBy: usedBy(parts), askable: askable(parts) };
}

/** Whom a client of the lead API may name as a user; empty: anybody. Asked for each lead that names one. */
export function accountUsers({ shelf }: Pick<Parts, 'shelf'>): readonly string[] {
  return shelf.account?.settings.users ?? [];
}

function usedBy({ shelf }: Parts): AccountCheck['usedBy'] {
  const flows = [...shelf.flows.values()].filter(
    (entry) => entry.live?.names.usesCheck === true || usesAccountCheck(currentBundle(entry).document),
  );
  return flows
    .map((entry) => {
      const { name } = currentBundle(entry).document;
      const serves = entry.live?.names.usesCheck === true;
      return { slug: entry.slug, name, liveVersion: serves ? (entry.live?.version ?? null) : null };
    })
    .sort((one, other) => (one.slug < other.slug ? -1 : 1));
}

/**
 * Makes the flow of these settings and serves it from the next lead on, and with it every published flow that uses the
 * check: each is published anew as it was, in the same commit. Runs that began keep theirs. Applying what serves already
 * changes nothing. Fails with APPLIED_MEANWHILE where others serve than those of `version`, REQUEST_INVALID, FLOW_HAS_PROBLEMS.
 */
export async function applyAccount(
  settings: AccountSettings,
  { version, by, parts }: { version: number; by: string; parts: Parts },
): Promise<AccountCheck> {
  const { live } = entryOf(parts);
  if (live.version !== version && !(await servesAlready(settings, parts))) throw new Failure('APPLIED_MEANWHILE');
  assertWhole(settings, parts);
  await refreshNames(parts);
  const errors = errorsOf(checkBundle(accountFlow(settings), undefined, parts).problems);
  if (errors.length > 0) throw problemsFailure(errors.map(ofSetting));
  if (await servesAlready(settings, parts)) return accountCheck(parts);
  await keepAccount(settings, { follows: version, by, parts });
  return accountCheck(parts);
}

/** Nothing would become another: drawn flows are not published anew for it. */
async function servesAlready(settings: AccountSettings, parts: Parts): Promise<boolean> {
  const { settings: serving, decides } = entryOf(parts);
  const same = (each: AccountSettings) => canonicalJson({ ...NO_CHECK, ...each } as unknown as Json);
  if (same(settings) !== same(serving) || isStale(parts)) return false;
  return (await pinsOf(decides, parts)).flows.length === 0;
}

async function keepAccount(
  settings: AccountSettings,
  { follows, by, parts }: { follows: number; by: string; parts: Parts },
): Promise<void> {
  const content = contentAt(settings, follows + 1, parts);
  const release = compiled(content, parts);
  const check = decidingAt(settings, follows + 1, parts);
  const { flows, called } = await pinsOf(check?.release.hash, parts);
  const kept = ({ content, release: { hash } }: Servable) => ({ hash, content });
  const order = {
    follows,
    settings,
    release: kept({ content, release }),
    decides: check ? kept(check) : null,
    called: called.map(kept),
    flows: flows.map((flow) => ({ slug: flow.entry.slug, release: kept(flow) })),
    environment: parts.environment,
    by,
  };
  const { version, at } = (await parts.store.write('accountCheck.put', plain(order))) as {
    version: number;
    at: number;
  };
  const live: Live = { version, release: release.hash, by, at, names: namesOf(content), compiled: release };
  parts.shelf.account = { settings, live, decides: check?.release.hash };
  for (const flow of flows) flow.entry.live = liveOf(flow, { by, at });
  for (const made of [...called, ...flows, ...(check ? [check] : []), { release }]) keep(made.release, parts);
  routeLive(parts);
}

function contentAt(settings: AccountSettings, version: number, parts: Parts): ReleaseContent {
  return contentOf(accountFlow(settings), { slug: ACCOUNT_FLOW, version }, parts);
}

/** What decides for drawn flows. */
function decidingAt(settings: AccountSettings, version: number, parts: Parts): Servable | undefined {
  const flow = accountCheckFlow(settings);
  if (!flow) return undefined;
  const content = contentOf(flow, { slug: ACCOUNT_CHECK, version }, parts);
  return { content, release: compiled(content, parts) };
}

function isStale(parts: Parts): boolean {
  const { settings, live, decides } = entryOf(parts);
  const { version, release } = live;
  try {
    if (hashOf(contentAt(settings, version, parts), parts) !== release) return true;
    return decidingAt(settings, version, parts)?.release.hash !== decides;
  } catch {
    // What it names is gone.
    return true;
  }
}

/** A check that is on asks somebody, and knows what to look for. */
function assertWhole({ on, connection, endpoint, flow, rows }: AccountSettings, parts: Parts): void {
  if (!on) return;
  const fields = [
    ...(connection === '' && flow === '' ? [{ field: 'connection', says: 'Choose whom to ask.' }] : []),
    ...(connection !== '' && flow !== '' ? [{ field: 'flow', says: 'Ask a connection or a flow, not both.' }] : []),
    ...(connection !== '' && endpoint === '' ? [{ field: 'endpoint', says: 'Choose the call that is made.' }] : []),
    ...(flow === '' && sendsNothing({ connection, endpoint }, parts) ? [{ field: 'endpoint', says: NO_ADAPTOR }] : []),
    ...(flow === '' ? [] : faultsOfFlow(flow, parts)),
    ...(rows.length === 0 ? [{ field: 'rows', says: 'Add a row: without one nothing that it answers counts.' }] : []),
    ...rows.flatMap(({ key }, index) =>
      key.trim() === '' ? [{ field: `rows.${index}.key`, says: 'Say where in the answer to look.' }] : [],
    ),
  ];
  if (fields.length > 0) throw new Failure('REQUEST_INVALID', { fields });
}

/** A problem of the flow that the settings make, at the setting that it comes from. */
function ofSetting({ node, field = '', ...problem }: Problem): Problem {
  const isSet = (node === 'ask' && ['connection', 'endpoint', 'flow'].includes(field)) || node === 'table';
  return { ...problem, ...(isSet ? { field } : {}) };
}

const NO_ADAPTOR =
  'This call has no adaptor, so nothing of the lead would be sent. Choose or make one at the call, on the page of the connection.';

/** Nothing but the adaptor of the call says what of the lead is sent. A call that is gone is told by the check of the flow. */
function sendsNothing(
  { connection, endpoint }: Pick<AccountSettings, 'connection' | 'endpoint'>,
  parts: Parts,
): boolean {
  const { calls = {} } = knownNames(parts).connections[connection] ?? {};
  const call = Object.hasOwn(calls, endpoint) ? calls[endpoint] : undefined;
  return call !== undefined && call.adaptor === undefined;
}

function askable(parts: Parts): AccountCheck['askable'] {
  return [...parts.shelf.flows.values()]
    .filter(({ slug }) => faultsOfFlow(slug, parts).length === 0)
    .map((entry) => ({ slug: entry.slug, name: currentBundle(entry).document.name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The flow must be there to be called, and must not ask this very check. */
function faultsOfFlow(slug: string, parts: Parts): FieldError[] {
  const field = 'flow';
  const release = parts.shelf.flows.get(slug)?.live?.compiled;
  if (!release) return [{ field, says: 'This flow is not published: publish it first.' }];
  if (release.nodes.get(release.trigger.node)?.definition.type !== 'when-called')
    return [{ field, says: 'This flow begins otherwise than with “When called”, so no other flow can ask it.' }];
  if (!knownNames(parts).flows[slug]?.includes(ACCOUNT_CHECK)) return [];
  return [{ field, says: 'This flow uses the duplicate check itself: a lead would go round in a circle.' }];
}

function entryOf({ shelf }: Parts): AccountEntry {
  if (!shelf.account) throw new Failure('INTERNAL');
  return shelf.account;
}
