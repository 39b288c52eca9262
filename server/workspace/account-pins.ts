// Published flows that the account's duplicate check decides for: a change of the check makes each a release anew, and nothing else of it changes.
import { ACCOUNT_CHECK, usesAccountCheck } from '../../flows/language/account-check-flow.ts';
import { compiled, type Servable } from './publishing.ts';
import { namesOf, storedContent } from './releases.ts';
import type { FlowEntry, Live, Parts } from './shelf.ts';
import type { ReleaseContent } from './workspace.ts';

/** A published flow with the release that is to serve in the place of the one that does. */
export interface Repinned extends Servable {
  entry: FlowEntry;
}

/** What a change of the check comes to, before it is stored. */
export interface Pins {
  flows: Repinned[];
  /** Releases that those flows call, made anew for the same reason. */
  called: Servable[];
}

/** Works them out. `decides` is the release of the new check; undefined where it is off. */
export async function pinsOf(decides: string | undefined, parts: Parts): Promise<Pins> {
  const made = new Map<string, Servable>();
  const flows: Repinned[] = [];
  for (const entry of parts.shelf.flows.values()) {
    const { live } = entry;
    // One that cannot be served is published anew by a person, with the check as it is then.
    if (!live?.compiled || (!live.names.usesCheck && live.names.flows.length === 0)) continue;
    const content = await storedContent(live.release, parts);
    const hash = await repinned({ content, hash: live.release }, { decides, made, parts });
    const release = hash === live.release ? undefined : made.get(hash);
    if (release) flows.push({ entry, ...release });
  }
  const serving = new Set(flows.map(({ release }) => release.hash));
  return { flows, called: [...made.values()].filter(({ release }) => !serving.has(release.hash)) };
}

/** The same release with the check that decides now, and so every release that it calls. */
async function repinned(
  { content, hash }: { content: ReleaseContent; hash: string },
  at: { decides: string | undefined; made: Map<string, Servable>; parts: Parts },
): Promise<string> {
  const { decides, made, parts } = at;
  const flows: Record<string, string> = {};
  for (const [slug, called] of Object.entries(content.flows ?? {})) {
    if (slug === ACCOUNT_CHECK) continue;
    flows[slug] = await repinned({ content: await storedContent(called, parts), hash: called }, at);
  }
  if (decides !== undefined && usesAccountCheck(content.bundle.document)) flows[ACCOUNT_CHECK] = decides;
  if (isSamePins(flows, content.flows ?? {})) return hash;
  const { flows: _old, ...rest } = content;
  const next: ReleaseContent = Object.keys(flows).length > 0 ? { ...rest, flows } : rest;
  const release = compiled(next, parts);
  made.set(release.hash, { content: next, release });
  return release.hash;
}

/** A release of earlier days with the check as it is now. */
export async function withCheckOfNow(
  servable: Servable,
  parts: Parts,
): Promise<{ served: Servable; called: Servable[] }> {
  const made = new Map<string, Servable>();
  const decides = parts.shelf.account?.decides;
  const { content, release } = servable;
  const hash = await repinned({ content, hash: release.hash }, { decides, made, parts });
  const served = made.get(hash) ?? servable;
  made.delete(hash);
  return { served, called: [...made.values()] };
}

/** What serves once it is stored. */
export function liveOf({ content, release }: Servable, { by, at }: { by: string; at: number }): Live {
  const { hash, version } = release;
  return { version, release: hash, by, at, names: namesOf(content), compiled: release };
}

function isSamePins(one: Record<string, string>, other: Record<string, string>): boolean {
  const slugs = Object.keys(one);
  return slugs.length === Object.keys(other).length && slugs.every((slug) => one[slug] === other[slug]);
}
