// Releases: a flow's version with everything it names, under one hash; compiled once, kept by hash.
import { ACCOUNT_CHECK, usesAccountCheck } from '../../flows/language/account-check-flow.ts';
import { ACCOUNT_FLOW } from '../../flows/language/account-flow.ts';
import { canonicalJson, identityText } from '../../flows/language/canonical.ts';
import type { AdaptorDocument, FlowBundle, FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { inlineFiles } from '../../flows/language/inline.ts';
import { isBlank, valueAt } from '../../flows/language/json.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { type RefSlot, refSlots } from '../../flows/language/slots.ts';
import type { CompiledRelease } from '../run/plan.ts';
import { liveConnection } from './effective-connections.ts';
import { type Live, type Parts, sha256 } from './shelf.ts';
import type { ReleaseContent } from './workspace.ts';

/** Compiled releases kept in memory; the oldest goes first and is compiled again when a run still needs it. */
const MOST_COMPILED = 300;

/**
 * A name that a node's config holds. `connection` is the one of an endpoint; `bare`: the step itself says no
 * body, and sends what the adaptor of its endpoint makes.
 */
export interface NameUse {
  ref: RefSlot['ref'];
  value: string;
  connection: string | undefined;
  bare?: boolean;
}

/** Every name in a flow's configs. */
export function namesIn(bundle: FlowBundle, { catalogue }: Pick<Parts, 'catalogue'>): NameUse[] {
  return Object.values(bundle.document.nodes).flatMap((node): NameUse[] => {
    const spec = Object.hasOwn(catalogue, node.type) ? catalogue[node.type] : undefined;
    if (!spec) return [];
    const uses = refSlots(spec.config, node.config).map(({ ref, value, path, dependsOn }): NameUse => {
      const sibling = dependsOn === undefined ? undefined : valueAt(node.config, [...path.slice(0, -1), dependsOn]);
      const connection = typeof sibling === 'string' ? sibling : undefined;
      return { ref, value, connection, bare: spec.config.properties?.body !== undefined && isBlank(node.config.body) };
    });
    return [...uses, ...probeOf(node)];
  });
}

/** The endpoint that a node asks about calls whose outcome nobody knows. */
function probeOf({ onUnknown, config }: FlowNode): NameUse[] {
  if (typeof onUnknown !== 'object') return [];
  return [{ ref: 'endpoint', value: onUnknown.endpoint, connection: String(config.connection ?? '') }];
}

/** Slugs of the flows that a flow calls, and of the one that follows its failed runs, each once. */
function calledBy(bundle: FlowBundle, parts: Pick<Parts, 'catalogue'>): string[] {
  const { onError } = bundle.document;
  const named = namesIn(bundle, parts).flatMap(({ ref, value }) => (ref === 'flow' ? [value] : []));
  return [...new Set(onError ? [...named, onError] : named)].sort();
}

/** Slug -> the release that serves just now. Fails with FLOW_MISSING. */
function pinnedFlows(bundle: FlowBundle, parts: Parts): Record<string, string> {
  const pins = calledBy(bundle, parts).map((slug): [string, string] => {
    const live = parts.shelf.flows.get(slug)?.live;
    if (!live) throw new Failure('FLOW_MISSING', { detail: `Flow: ${slug}.` });
    return [slug, live.release];
  });
  const decides = usesAccountCheck(bundle.document) ? parts.shelf.account?.decides : undefined;
  return Object.fromEntries(decides === undefined ? pins : [...pins, [ACCOUNT_CHECK, decides]]);
}

/** Everything that a run of this version pins. Fails with CONNECTION_MISSING, FLOW_MISSING or CONFIG_INVALID where a name means nothing. */
export function contentOf(bundle: FlowBundle, at: { slug: string; version: number }, parts: Parts): ReleaseContent {
  const { shelf } = parts;
  const pinned: Record<string, AdaptorDocument> = {};
  const endpoints: Record<string, JsonObject> = {};
  const pin = (slug: string) => {
    const adaptor = shelf.adaptors.get(slug);
    if (!adaptor) throw new Failure('CONFIG_INVALID', { detail: `Adaptor: ${slug}.` });
    pinned[slug] = adaptor.document;
  };
  for (const { ref, value, connection = '', bare = false } of namesIn(bundle, parts)) {
    if (ref === 'adaptor') pin(value);
    else if (ref === 'endpoint') {
      const known = liveConnection(connection, shelf)?.document.endpoints ?? {};
      const endpoint = Object.hasOwn(known, value) ? known[value] : undefined;
      if (!endpoint) throw new Failure('CONNECTION_MISSING', { detail: `Endpoint: ${connection}/${value}.` });
      endpoints[`${connection}/${value}`] = { ...endpoint } as unknown as JsonObject;
      if (bare && endpoint.adaptor !== undefined) pin(endpoint.adaptor);
    }
  }
  const { document } = bundle;
  const inlined = inlineFiles({ ...bundle, layout: placeNodes(document, bundle.layout) });
  const flows = pinnedFlows(bundle, parts);
  return {
    flow: at.slug,
    name: document.name,
    version: at.version,
    bundle: inlined,
    adaptors: pinned,
    endpoints,
    ...(Object.keys(flows).length > 0 ? { flows } : {}),
  };
}

/**
 * The name of a release: the SHA-256 of what a run of it does and says of itself (flow, version, logic, adaptors,
 * endpoints, and the releases of the flows that it calls). Where nodes stand does not count, so moving them makes no new release.
 */
export function hashOf(content: ReleaseContent, { catalogue }: Pick<Parts, 'catalogue'>): string {
  const { flow, version, bundle, adaptors, endpoints, flows } = content;
  const pinned = { adaptors, endpoints, ...(flows ? { flows } : {}) } as unknown as Json;
  return sha256(canonicalJson([flow, version, identityText(bundle, catalogue), pinned]));
}

/** The release by its hash, compiled, from memory or the database. Fails with NOT_FOUND. */
export async function releaseOf(hash: string, parts: Parts): Promise<CompiledRelease> {
  const known = parts.shelf.releases.get(hash);
  if (known) return known;
  return keep(parts.compile(await storedContent(hash, parts), hash), parts);
}

/** What a release holds. Fails with NOT_FOUND. */
export async function storedContent(hash: string, { store }: Parts): Promise<ReleaseContent> {
  const content = (await store.query('release.content', { hash })) as unknown as ReleaseContent | null;
  if (!content) throw new Failure('NOT_FOUND', { detail: `Release: ${hash.slice(0, 64)}.` });
  return content;
}

/** Keeps a compiled release in memory. */
export function keep(release: CompiledRelease, { shelf }: Parts): CompiledRelease {
  shelf.releases.set(release.hash, release);
  const [oldest] = shelf.releases.keys();
  if (shelf.releases.size > MOST_COMPILED && oldest !== undefined) shelf.releases.delete(oldest);
  return release;
}

/** Fails with IN_USE where a published flow calls this one. */
export function assertUncalled(slug: string, { shelf }: Pick<Parts, 'shelf'>): void {
  const callers = [...shelf.flows.values()]
    .filter(({ live }) => live?.names.flows.includes(slug))
    .map((flow) => flow.slug);
  if (shelf.account?.live.names.flows.includes(slug)) callers.push(ACCOUNT_FLOW);
  if (callers.length === 0) return;
  const fields = callers.sort().map((flow) => ({ field: flow, says: 'Calls it.' }));
  throw new Failure('IN_USE', { detail: `Flows that call it: ${callers.join(', ')}.`, fields });
}

/** The names that a published release uses, so that what it needs is not deleted under it. */
export function namesOf({ bundle, adaptors, endpoints, flows = {} }: ReleaseContent): Live['names'] {
  const connections = new Set(Object.keys(endpoints).map((key) => key.slice(0, key.indexOf('/'))));
  const usesCheck = usesAccountCheck(bundle.document);
  return { connections: [...connections], adaptors: Object.keys(adaptors), flows: Object.keys(flows), usesCheck };
}

/** Works out anew which release serves which path. Of two flows with one path, which `check` forbids, the older serves. */
export function routeLive({ shelf }: Parts): void {
  shelf.served.clear();
  const live = [...shelf.flows.values()].flatMap((flow) => (flow.live ? [flow.live] : []));
  for (const { compiled } of live.sort((a, b) => a.at - b.at)) {
    const path = compiled && pathKey(compiled.trigger.config.path);
    if (compiled && path && !shelf.served.has(path)) shelf.served.set(path, compiled);
  }
  shelf.revision += 1;
}

/** A webhook path without slashes at its ends. */
export function pathKey(path: Json | undefined): string {
  return typeof path === 'string' ? path.replace(/^\/+|\/+$/g, '') : '';
}
