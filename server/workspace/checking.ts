// Checks a flow against everything it may name just now, and keeps what the check came to until something changes.
import { ACCOUNT_CHECK } from '../../flows/language/account-check-flow.ts';
import { type KnownNames, type Port, type Problem, portsOf } from '../../flows/language/catalogue.ts';
import { check } from '../../flows/language/check.ts';
import { adaptorNumbers, adaptorReads, checkAdaptor } from '../../flows/language/check-adaptor.ts';
import { pathNeeds } from '../../flows/language/check-endpoint.ts';
import type { AdaptorDocument, FlowBundle, Json } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { shownConnection } from './effective-connections.ts';
import { problemsOfReceiver } from './receiver-checks.ts';
import { contentOf, hashOf, namesIn } from './releases.ts';
import { secretPlaces } from './secret-shapes.ts';
import { type Checked, currentBundle, type FlowEntry, type Parts } from './shelf.ts';

/** The names that a flow may use. Webhook paths are those of published flows: of two drafts, the first to publish has it. */
export function knownNames({ shelf }: Pick<Parts, 'shelf'>): KnownNames {
  const connections = [...shelf.connections.keys()].flatMap((slug) => {
    const document = shownConnection(slug, shelf);
    return document ? [[slug, knownConnection(document)] as const] : [];
  });
  const adaptors = [...shelf.adaptors].map(([slug, { document }]) => {
    const targets = document.fields.map(({ target }) => target);
    return [slug, { reads: adaptorReads(document), targets, numbers: adaptorNumbers(document) }] as const;
  });
  const paths = [...shelf.served].map(([path, release]) => [path, release.flow] as const);
  return {
    connections: Object.fromEntries(connections),
    adaptors: Object.fromEntries(adaptors),
    paths: Object.fromEntries(paths),
    ...publishedFlows(shelf),
    ...shelf.names,
  };
}

/** What was worked out of a connection: an effective one stays the same object until it, or its template, changes. */
const workedOut = new WeakMap<ConnectionDocument, KnownNames['connections'][string]>();

function knownConnection(document: ConnectionDocument): KnownNames['connections'][string] {
  const before = workedOut.get(document);
  if (before) return before;
  const calls = Object.entries(document.endpoints).map(([slug, endpoint]) => {
    const { method, adaptor } = endpoint;
    return [slug, { method, needs: pathNeeds(endpoint), ...(adaptor === undefined ? {} : { adaptor }) }] as const;
  });
  const known = {
    endpoints: Object.keys(document.endpoints),
    unguarded: unguardedIn(document),
    calls: Object.fromEntries(calls),
  };
  workedOut.set(document, known);
  return known;
}

/** Endpoints whose call, made twice, the receiver cannot tell from two calls. */
function unguardedIn({ idempotencyHeader, endpoints }: ConnectionDocument): string[] {
  if (idempotencyHeader !== '') return [];
  return Object.entries(endpoints)
    .filter(([, { method, idempotent }]) => method !== 'GET' && idempotent !== true)
    .map(([slug]) => slug);
}

/** Published flow -> the flows that it calls, and those that they call in turn, as they serve just now; likewise of the account's check. */
function publishedFlows(shelf: Parts['shelf']): Pick<KnownNames, 'flows' | 'accountCheck'> {
  const direct = new Map(
    [...shelf.flows.values()].flatMap(({ slug, live }): [string, readonly string[]][] => {
      if (!live) return [];
      const { flows, usesCheck } = live.names;
      return [[slug, usesCheck ? [...flows, ACCOUNT_CHECK] : flows]];
    }),
  );
  const isOn = shelf.account?.decides !== undefined;
  const ofCheck = isOn ? (shelf.account?.live.names.flows ?? []) : [];
  const published = [...direct.keys()];
  direct.set(ACCOUNT_CHECK, ofCheck);
  const allOf = (slug: string): string[] => {
    const found = new Set<string>(direct.get(slug));
    for (const each of found) for (const next of direct.get(each) ?? []) found.add(next);
    return [...found];
  };
  const flows = Object.fromEntries(published.map((slug) => [slug, allOf(slug)]));
  return isOn ? { flows, accountCheck: allOf(ACCOUNT_CHECK) } : { flows };
}

/** Reads the names that live in the database; a changed one makes the next check look again. */
export async function refreshNames({ shelf, store }: Parts): Promise<void> {
  const names = (await store.query('workspace.names', {})) as unknown as Parts['shelf']['names'];
  if (JSON.stringify(names) === JSON.stringify(shelf.names)) return;
  shelf.names = names;
  shelf.revision += 1;
}

/** Every problem of a flow with these contents, and the ports of its nodes. */
export function checkBundle(bundle: FlowBundle, slug: string | undefined, parts: Parts): Omit<Checked, 'release'> {
  const problems = check(bundle, { catalogue: parts.catalogue, known: knownNames(parts), slug });
  // What is no flow at all has no ports to speak of, and was refused as a whole.
  if (problems.some((problem) => problem.code === 'DOCUMENT_UNREADABLE')) return { problems, ports: {} };
  return {
    problems: [
      ...problems,
      ...cronProblems(bundle, parts),
      ...adaptorProblems(bundle, parts),
      ...connectionProblems(bundle, parts),
      ...secretProblems(bundle),
    ],
    ports: portsOfNodes(bundle, parts),
  };
}

/** The check of a flow as it stands, from memory where nothing changed. */
export function checkedFlow(entry: FlowEntry, parts: Parts): Checked {
  const bundle = currentBundle(entry);
  const { revision } = parts.shelf;
  const last = entry.checked;
  if (last && last.bundle === bundle && last.revision === revision) return last.checked;
  const found = checkBundle(bundle, entry.slug, parts);
  const checked = { ...found, release: errorsOf(found.problems).length > 0 ? undefined : releaseHash(entry, parts) };
  entry.checked = { bundle, revision, checked };
  return checked;
}

/** Those that forbid publishing. */
export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === 'error');
}

/** The failure that says why a flow was not published. */
export function problemsFailure(problems: readonly Problem[]): Failure {
  const first = problems[0];
  return new Failure('FLOW_HAS_PROBLEMS', {
    ...(first ? { detail: `${first.says} ${first.remedy}` } : {}),
    fields: problems.map((problem) => ({
      field: [problem.node, problem.field].filter(Boolean).join('.'),
      says: problem.says,
    })),
  });
}

/** A failure of a file as a problem of its flow. */
export function fileProblem(failure: Failure): Problem {
  const { field, says } = failure.fields[0] ?? { field: '', says: failure.detail ?? failure.message };
  const place = field === '' ? '' : `${field}: `;
  const { remedy } = FAILURES[failure.code];
  return { code: failure.code, severity: 'error', ...(field ? { field } : {}), says: `${place}${says}`, remedy };
}

function releaseHash(entry: FlowEntry, parts: Parts): string | undefined {
  if (!entry.saved || entry.draft) return undefined;
  const { version, bundle } = entry.saved;
  return hashOf(contentOf(bundle, { slug: entry.slug, version }, parts), parts);
}

function portsOfNodes({ document }: FlowBundle, { catalogue }: Parts): Record<string, Port[]> {
  const ports: [string, Port[]][] = Object.entries(document.nodes).map(([id, node]) => {
    const spec = Object.hasOwn(catalogue, node.type) ? catalogue[node.type] : undefined;
    return [id, spec ? portsOf(spec.ports, node.config ?? {}) : []];
  });
  return Object.fromEntries(ports);
}

/** A flow cannot run with an adaptor that cannot, though the fault is in another file. */
function adaptorProblems(bundle: FlowBundle, parts: Parts): Problem[] {
  return adaptorsIn(bundle, parts).flatMap((slug) => {
    const adaptor = parts.shelf.adaptors.get(slug);
    return (adaptor ? problemsOfAdaptor(adaptor.document) : []).map(({ field: _field, ...problem }) => ({
      ...problem,
      says: `Adaptor “${slug}”: ${problem.says}`,
    }));
  });
}

/** Adaptors that steps name, and those of the endpoints of steps without a body. */
function adaptorsIn(bundle: FlowBundle, parts: Parts): string[] {
  const slugs = namesIn(bundle, parts).flatMap(({ ref, value, connection = '', bare = false }) => {
    if (ref === 'adaptor') return [value];
    if (ref !== 'endpoint' || !bare) return [];
    const endpoints = shownConnection(connection, parts.shelf)?.endpoints ?? {};
    return (Object.hasOwn(endpoints, value) ? endpoints[value]?.adaptor : undefined) ?? [];
  });
  return [...new Set(slugs)];
}

/** Nor with a connection that cannot: of its endpoints, those that the flow calls count. */
function connectionProblems(bundle: FlowBundle, parts: Parts): Problem[] {
  const { shelf } = parts;
  const names = namesIn(bundle, parts);
  const slugs = new Set(names.flatMap(({ ref, value }) => (ref === 'connection' ? [value] : [])));
  return [...slugs].flatMap((slug) => {
    if (!shelf.connections.has(slug)) return [];
    const called = names.flatMap(({ ref, value, connection }) =>
      ref === 'endpoint' && connection === slug ? [value] : [],
    );
    const counts = ({ field = '' }: Problem) => {
      const [part, endpoint = ''] = field.split('.');
      return part !== 'endpoints' || called.includes(endpoint);
    };
    return errorsOf(problemsOfReceiver('connection', slug, shelf))
      .filter(counts)
      .map(({ field: _field, ...problem }) => ({ ...problem, says: `Connection “${slug}”: ${problem.says}` }));
  });
}

/** What keeps an adaptor from being used: faults of its rows, and values that look like secrets. */
export function problemsOfAdaptor(document: AdaptorDocument): Problem[] {
  return [
    ...checkAdaptor(document),
    ...secretPlaces(document as unknown as Json).map((field) => secretProblem({ field })),
  ];
}

/** Fields whose schema says that they hold a cron pattern, and that do not. */
function cronProblems({ document }: FlowBundle, { catalogue, cronFault }: Parts): Problem[] {
  return Object.entries(document.nodes).flatMap(([node, { type, config = {} }]) => {
    const { properties = {} } = (Object.hasOwn(catalogue, type) ? catalogue[type]?.config : undefined) ?? {};
    return Object.entries(properties).flatMap(([field, schema]): Problem[] => {
      const value = config[field];
      const fault =
        schema['x-cron'] === true && typeof value === 'string' && value !== '' ? cronFault?.(value) : undefined;
      if (fault === undefined) return [];
      const says = `“${String(value).slice(0, 60)}” is not a pattern of times. ${fault}`;
      const remedy = 'Write minute, hour, day of the month, month and day of the week, such as 0 9 * * MON-FRI.';
      return [{ code: 'CRON_WRONG', severity: 'error', node, field, says, remedy }];
    });
  });
}

function secretProblems({ document, files }: FlowBundle): Problem[] {
  const inNodes = Object.entries(document.nodes).flatMap(([node, { config }]) =>
    secretPlaces(config ?? {}).map((field) => secretProblem({ node, field })),
  );
  const inVars = secretPlaces(document.vars ?? {}).map((field) => secretProblem({ field: `vars.${field}` }));
  return [...inNodes, ...inVars, ...secretPlaces(files).map((field) => secretProblem({ field }))];
}

function secretProblem(at: { node?: string; field: string }): Problem {
  return {
    code: 'SECRET_IN_DOCUMENT',
    severity: 'error',
    ...at,
    says: `The value of “${at.field}” looks like a secret, and git would keep it for ever.`,
    remedy: 'Set it as a secret on the Connections page, and let the connection name it as secret:<name>.',
  };
}
