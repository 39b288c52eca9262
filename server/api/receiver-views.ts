// Connections, templates and adaptors as the API answers with them.
import type { Json } from '../../flows/language/document.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { ReadyTemplate } from '../workspace/ready-templates.ts';
import type { NamedDocument } from '../workspace/workspace.ts';
import type { ApiDeps } from './deps.ts';
import { isoOrNull } from './times.ts';

/** Milliseconds become a time that people and programs read. */
export function withTime<D extends { changedAt: number | null }>(named: D) {
  return { ...named, changedAt: isoOrNull(named.changedAt) };
}

/** As a change of a document answers it. */
export function changedView<D>({ slug, document, hash, usedBy, changedAt }: NamedDocument<D>) {
  return { slug, document, hash, usedBy, changedAt: isoOrNull(changedAt) };
}

/** A line of the list of connections. */
export function connectionLine(
  { slug, document, usedBy, hash, changedAt }: NamedDocument<ConnectionDocument>,
  { workspace, secrets }: Pick<ApiDeps, 'workspace' | 'secrets'>,
) {
  const { name, description = '', tenant = '', host, scheme, template = null } = document;
  const effective = workspace.effective(slug);
  const from = template === null ? undefined : workspace.template(template)?.document;
  return {
    slug,
    name,
    usedBy,
    hash,
    changedAt: isoOrNull(changedAt),
    description,
    template,
    templateName: from ? (from.label ?? from.name) : null,
    type: from?.type ?? ('other' as const),
    tenant,
    host,
    scheme,
    auth: effective.auth?.type ?? 'none',
    endpoints: Object.keys(effective.endpoints).length,
    problems: errorsIn(workspace.problemsOf('connection', slug)),
    missingSecrets: secretStates([effective], secrets.list()).filter(({ set }) => !set).length,
  };
}

/** One connection with what its calls use. */
export function connectionView(
  named: NamedDocument<ConnectionDocument>,
  { workspace, secrets }: Pick<ApiDeps, 'workspace' | 'secrets'>,
) {
  const { slug, document } = named;
  const effective = workspace.effective(slug);
  return {
    ...changedView(named),
    effective,
    template: document.template === undefined ? null : (workspace.template(document.template)?.document ?? null),
    secrets: secretStates([effective], secrets.list()),
    problems: workspace.problemsOf('connection', slug),
  };
}

/** A line of the list of templates. */
export function templateLine(
  { slug, document, usedBy, hash, changedAt }: NamedDocument<TemplateDocument>,
  { workspace }: Pick<ApiDeps, 'workspace'>,
) {
  const {
    name,
    label = name,
    type = 'other',
    description = '',
    onlyFor,
    endpoints,
    parameters = [],
    checkedAgainst = [],
  } = document;
  return {
    slug,
    name,
    label,
    type,
    description,
    public: onlyFor === undefined,
    endpoints: Object.keys(endpoints).length,
    parameters: parameters.length,
    checkedAgainst,
    usedBy,
    problems: errorsIn(workspace.problemsOf('template', slug)),
    changedAt: isoOrNull(changedAt),
    hash,
  };
}

/** A line of the templates that can be added. */
export function readyLine({ slug, document, adaptors }: ReadyTemplate) {
  const { name, label = name, type = 'other', description = '', endpoints, checkedAgainst = [] } = document;
  return { slug, label, type, description, endpoints: Object.keys(endpoints).length, checkedAgainst, adaptors };
}

/** One template with the connections made from it. */
export function templateView(named: NamedDocument<TemplateDocument>, { workspace }: Pick<ApiDeps, 'workspace'>) {
  const { slug, usedBy } = named;
  const connections = usedBy.flatMap((each) => {
    const document = workspace.connection(each)?.document;
    if (!document) return [];
    const { name, tenant = '', host, description = '' } = document;
    return [{ slug: each, name, tenant, host, description }];
  });
  return { ...changedView(named), connections, problems: workspace.problemsOf('template', slug) };
}

/** The secrets that documents name, and whether they are set. */
export function secretStates(
  documents: readonly (ConnectionDocument | TemplateDocument)[],
  set: ReturnType<ApiDeps['secrets']['list']>,
) {
  const names = new Set(documents.flatMap((document) => secretNames(document as unknown as Json)));
  return [...names].map((name) => {
    const entry = set.find((each) => each.name === name);
    return { name, set: entry !== undefined, setAt: isoOrNull(entry?.setAt ?? null), setBy: entry?.setBy ?? null };
  });
}

function errorsIn(problems: readonly { severity: string }[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

/** Every `secret:<name>` in the document. */
function secretNames(value: Json): string[] {
  if (typeof value === 'string') return value.startsWith('secret:') ? [value.slice('secret:'.length)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretNames);
}
