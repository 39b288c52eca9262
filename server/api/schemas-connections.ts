// What the API says of connections, adaptors, secrets, and the names that a flow may refer to.
import { Type } from 'typebox';
import type { AdaptorDocument as AdaptorType } from '../../flows/language/document.ts';
import { CONNECTION_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { ConnectionDocument as ConnectionType } from '../../flows/language/receivers.ts';
import { ADAPTOR_SCHEMA } from '../../flows/language/schemas.ts';
import { choice, fromLanguage, named, orNull, time } from './schema-parts.ts';

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

const summary = { slug: text, name: text, usedBy: Type.Array(text), hash: text };
/** A line of the list of connections. */
export const ConnectionSummary = named(
  'ConnectionSummary',
  Type.Object({ ...summary, host: text, scheme: choice(['http', 'https']), auth: text, endpoints: Type.Integer() }),
);
/** A line of the list of adaptors. */
export const AdaptorSummary = named('AdaptorSummary', Type.Object({ ...summary, fields: Type.Integer() }));

/** A secret that a connection names, set or not. */
export const SecretState = named(
  'SecretState',
  Type.Object({ name: text, set: Type.Boolean(), setAt: orNull(time), setBy: orNull(text) }),
);
/** A secret that is set, without its value. */
export const Secret = named('Secret', Type.Object({ name: text, setAt: time, setBy: text }));

const detail = { slug: text, hash: text, usedBy: Type.Array(text) };
/** One adaptor. */
export const AdaptorDetail = named('AdaptorDetail', Type.Object({ ...detail, document: AdaptorDocument }));
/** As a change answers it. */
export const ConnectionChanged = named('ConnectionChanged', Type.Object({ ...detail, document: ConnectionDocument }));
/** One connection with the states of its secrets. */
export const ConnectionDetail = named(
  'ConnectionDetail',
  Type.Object({ ...detail, document: ConnectionDocument, secrets: Type.Array(SecretState) }),
);

/** A slug and what it is called on screen. */
export const Named = named('Named', Type.Object({ slug: text, name: text }));
/** A lead status. */
export const Status = named('Status', Type.Object({ abbrev: text, label: text }));
const endpoint = Type.Object({ slug: text, name: text, method: text });
/** Every name that a flow may refer to. */
export const Names = named(
  'Names',
  Type.Object({
    connections: Type.Array(Type.Object({ slug: text, name: text, endpoints: Type.Array(endpoint) })),
    flows: Type.Array(Named, { description: 'Published flows, which others may call.' }),
    adaptors: Type.Array(Named),
    lists: Type.Array(Named),
    dncLists: Type.Array(Named),
    leadLists: Type.Array(Named),
    statuses: Type.Array(Status),
  }),
);
