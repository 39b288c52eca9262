// The account's duplicate check: settings that make the flow of the lead API, and the release that serves it.
import { ACCOUNT_FLOW, type AccountSettings, accountFlow, NO_CHECK } from '../../flows/language/account-flow.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { checkBundle, errorsOf, problemsFailure, refreshNames } from './checking.ts';
import { compiled } from './publishing.ts';
import { contentOf, hashOf, keep, namesOf, releaseOf, storedContent } from './releases.ts';
import { BY_WORKSPACE, type Live, type Parts } from './shelf.ts';
import { plain } from './sync.ts';
import type { ReleaseContent } from './workspace.ts';

/** The check as an admin sees it. */
export interface AccountCheck {
  /** Raised by every change, from 1; sent back as If-Match. */
  version: number;
  settings: AccountSettings;
  by: string;
  at: number;
  /** The connection or its adaptor was changed since: applying again takes that over. */
  stale: boolean;
}

/** What serves the lead API, and the settings it was made from. */
export interface AccountEntry {
  settings: AccountSettings;
  live: Live;
}

interface Stored {
  version: number;
  settings: AccountSettings;
  release: string;
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
  const { settings, ...kept } = row;
  const live: Live = { ...kept, names: { connections: [], adaptors: [], flows: [] }, compiled: undefined };
  parts.shelf.account = { settings, live };
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
  return { version: live.version, settings, by: live.by, at: live.at, stale: isStale(settings, live, parts) };
}

/**
 * Makes the flow of these settings and serves it from the next lead on; runs that began keep theirs. Fails with
 * CHANGED_MEANWHILE where `version` is not the one that serves, REQUEST_INVALID, FLOW_HAS_PROBLEMS.
 */
export async function applyAccount(
  settings: AccountSettings,
  { version, by, parts }: { version: number; by: string; parts: Parts },
): Promise<AccountCheck> {
  const { live } = entryOf(parts);
  if (live.version !== version) throw new Failure('CHANGED_MEANWHILE', { detail: 'The duplicate check.' });
  assertWhole(settings);
  await refreshNames(parts);
  const errors = errorsOf(checkBundle(accountFlow(settings), undefined, parts).problems);
  if (errors.length > 0) throw problemsFailure(errors);
  await keepAccount(settings, { follows: version, by, parts });
  return accountCheck(parts);
}

/** The drawing of settings, with a place for every node. */
export function accountDrawing(settings: AccountSettings): FlowBundle {
  const bundle = accountFlow(settings);
  return { ...bundle, layout: placeNodes(bundle.document, bundle.layout) };
}

async function keepAccount(
  settings: AccountSettings,
  { follows, by, parts }: { follows: number; by: string; parts: Parts },
): Promise<void> {
  const content = contentAt(settings, follows + 1, parts);
  const release = compiled(content, parts);
  const order = { follows, settings, release: { hash: release.hash, content }, by };
  const { version, at } = (await parts.store.write('accountCheck.put', plain(order))) as {
    version: number;
    at: number;
  };
  const names = namesOf(content);
  const live: Live = { version, release: release.hash, by, at, names, compiled: keep(release, parts) };
  parts.shelf.account = { settings, live };
}

function contentAt(settings: AccountSettings, version: number, parts: Parts): ReleaseContent {
  return contentOf(accountFlow(settings), { slug: ACCOUNT_FLOW, version }, parts);
}

function isStale(settings: AccountSettings, { version, release }: Live, parts: Parts): boolean {
  try {
    return hashOf(contentAt(settings, version, parts), parts) !== release;
  } catch {
    // What it names is gone.
    return true;
  }
}

/** A check that is on asks somebody, and knows what to look for. */
function assertWhole({ on, connection, endpoint, rows }: AccountSettings): void {
  if (!on) return;
  const fields = [
    ...(connection === '' ? [{ field: 'connection', says: 'Choose the connection that is asked.' }] : []),
    ...(connection !== '' && endpoint === '' ? [{ field: 'endpoint', says: 'Choose the call that is made.' }] : []),
    ...(rows.length === 0 ? [{ field: 'rows', says: 'Add a row: without one nothing that it answers counts.' }] : []),
    ...rows.flatMap(({ key }, index) =>
      key.trim() === '' ? [{ field: `rows.${index}.key`, says: 'Say where in the answer to look.' }] : [],
    ),
  ];
  if (fields.length > 0) throw new Failure('REQUEST_INVALID', { fields });
}

function entryOf({ shelf }: Parts): AccountEntry {
  if (!shelf.account) throw new Failure('INTERNAL');
  return shelf.account;
}
