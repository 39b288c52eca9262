// What the API says of sessions, users, tokens and the audit.
import { Type } from 'typebox';
import { named, role, time } from './schema-parts.ts';

const text = Type.String();

/** Who is signed in, and where. */
export const SessionInfo = named(
  'SessionInfo',
  Type.Object({ user: Type.Object({ id: text, email: text, role }), environment: text, version: text }),
);
/** A user, without the password. */
export const User = named(
  'User',
  Type.Object({ id: text, email: text, role, passwordSet: Type.Boolean(), createdAt: time }),
);
/** A user just made. */
export const UserWithLink = named(
  'UserWithLink',
  Type.Object({ user: User, link: Type.String({ description: 'Path of the one-time link that sets the password.' }) }),
);
/** A token, without its text. */
export const Token = named('Token', Type.Object({ id: text, name: text, role, createdAt: time }));
/** Who did what. */
export const AuditEntry = named(
  'AuditEntry',
  Type.Object({ id: Type.Integer(), at: time, who: text, did: text, what: text, detail: text }),
);
