// What the API says of connections, adaptors, secrets, and the names that a flow may refer to.
import { Type } from 'typebox';
import type { AdaptorDocument as AdaptorType } from '../../flows/language/document.ts';
import { CONNECTION_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { ConnectionDocument as ConnectionType } from '../../flows/language/receivers.ts';
import { ADAPTOR_SCHEMA } from '../../flows/language/schemas.ts';
import { choice, fromLanguage, named, orNull, time } from './schema-parts.ts';
import { Problem } from './schemas-problems.ts';
import { TemplateDocument } from './schemas-templates.ts';

const text = Type.String();
/** The name alone is read here, to make a slug of it. */
const loose = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) });

/** A connection as its file says it. */
export const ConnectionDocument = fromLanguage<ConnectionType>(
  'ConnectionDocument',
  { file: 'receivers', loose },
  Type.Unsafe<ConnectionType>({ ...CONNECTION_SCHEMA }),
);
/** An adaptor as its file says it. */
export const AdaptorDocument = fromLanguage<AdaptorType>(
  'AdaptorDocument',
  { file: 'document', loose },
  Type.Unsafe<AdaptorType>({ ...ADAPTOR_SCHEMA }),
);

const changedAt = orNull(time);
const summary = { slug: text, name: text, usedBy: Type.Array(text), hash: text, changedAt };
/** A line of the list of connections. */
export const ConnectionSummary = named(
  'ConnectionSummary',
  Type.Object({
    ...summary,
    description: text,
    template: orNull(Type.String({ description: 'Slug of the template that it is made from.' })),
    templateName: orNull(text),
    type: choice(['crm', 'sms', 'other']),
    tenant: text,
    host: text,
    scheme: choice(['http', 'https']),
    auth: text,
    endpoints: Type.Integer({ description: 'Its own and those of its template.' }),
    problems: Type.Integer({ description: 'Errors alone.' }),
    missingSecrets: Type.Integer({ description: 'Secrets that it names and nobody has set.' }),
  }),
);
/** An endpoint that names the adaptor that makes its body. */
export const EndpointUse = named(
  'EndpointUse',
  Type.Object({ kind: choice(['connection', 'template']), slug: text, endpoint: text }),
);
const usedByEndpoints = Type.Array(EndpointUse);
/** A line of the list of adaptors. */
export const AdaptorSummary = named(
  'AdaptorSummary',
  Type.Object({ ...summary, usedByEndpoints, fields: Type.Integer() }),
);

/** A secret that a connection names, set or not. */
export const SecretState = named(
  'SecretState',
  Type.Object({ name: text, set: Type.Boolean(), setAt: orNull(time), setBy: orNull(text) }),
);
/** A secret that is set, without its value. */
export const Secret = named(
  'Secret',
  Type.Object({
    name: text,
    setAt: time,
    setBy: text,
    origins: Type.Array(text, { description: 'scheme://host[:port] of where it may be sent.' }),
    locked: Type.Boolean({ description: 'It cannot be opened with the key that the server has.' }),
  }),
);
/** Whether the secrets can be opened. */
export const SecretsState = named(
  'SecretsState',
  Type.Object({ locked: orNull(Type.String({ description: 'Why they cannot, in words; null where they can.' })) }),
);

const detail = { slug: text, hash: text, usedBy: Type.Array(text), changedAt };
/** One adaptor. */
export const AdaptorDetail = named(
  'AdaptorDetail',
  Type.Object({ ...detail, usedByEndpoints, document: AdaptorDocument }),
);
/** As a change answers it. */
export const ConnectionChanged = named('ConnectionChanged', Type.Object({ ...detail, document: ConnectionDocument }));
/** One connection with the states of its secrets, and what its calls use: itself with what its template gives. */
export const ConnectionDetail = named(
  'ConnectionDetail',
  Type.Object({
    ...detail,
    document: ConnectionDocument,
    effective: ConnectionDocument,
    template: orNull(TemplateDocument),
    secrets: Type.Array(SecretState),
    problems: Type.Array(Problem),
  }),
);

/** A slug and what it is called on screen. */
export const Named = named('Named', Type.Object({ slug: text, name: text }));
/** A lead status. */
export const Status = named(
  'Status',
  Type.Object({ abbrev: text, label: text, final: Type.Boolean(), success: Type.Boolean(), dnc: Type.Boolean() }),
);
const endpoint = Type.Object({ slug: text, name: text, method: text });
/** Every name that a flow may refer to. */
export const Names = named(
  'Names',
  Type.Object({
    connections: Type.Array(Type.Object({ slug: text, name: text, endpoints: Type.Array(endpoint) })),
    templates: Type.Array(Named),
    flows: Type.Array(Named, { description: 'Published flows, which others may call.' }),
    adaptors: Type.Array(Named),
    lists: Type.Array(Named),
    dncLists: Type.Array(Named),
    leadLists: Type.Array(Type.Object({ slug: text, name: text, campaign: text })),
    campaigns: Type.Array(Named),
    statuses: Type.Array(Status),
  }),
);
