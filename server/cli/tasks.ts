// What the command line does with accounts and secrets: the same on a running server and on a database that nobody has open.
import { type Static, type TSchema, Type } from 'typebox';
import { createToken, resetUser } from '../auth/accounts.ts';
import { type AdminStore, ask } from '../store/admin-ops.ts';
import type { TokenRow, UserRow } from '../store/admin-rows.ts';
import type { SecretEntry, Secrets } from '../tools/secrets.ts';

/** Who does it, in the audit: whoever may use the machine's data folder. */
const OPERATOR = 'operator';
/** Users and tokens shown at most. */
const MOST = 1000;

/** What each task answers. */
export interface TaskResults {
  'user-reset': { email: string; link: string };
  'user-list': UserRow[];
  'token-create': { token: TokenRow; key: string };
  'token-list': TokenRow[];
  'secret-list': { secrets: SecretEntry[]; locked: string | null };
  'secret-set': SecretEntry;
  'secret-rotate': { sealed: number; where: string };
}
/** What a task is done with. */
export interface TaskParts {
  store: AdminStore;
  /** Opened by the first task that asks. */
  secrets: () => Promise<Pick<Secrets, 'list' | 'locked' | 'set' | 'rotate'>>;
  /** Where a secret of this name goes by the connections of now; undefined where no server knows them. */
  originsOf: ((name: string) => string[]) | undefined;
}
/** The tasks there are. */
export type TaskName = keyof TaskResults;

interface Task<A extends TSchema, R> {
  args: A;
  run: (parts: TaskParts, args: Static<A>) => Promise<R>;
}

function task<A extends TSchema, R>(args: A, run: Task<A, R>['run']): Task<TSchema, R> {
  return { args, run: run as Task<TSchema, R>['run'] };
}

/** The tasks by name. Each rejects with a Failure that says what was wrong. */
export const tasks: { [N in TaskName]: Task<TSchema, TaskResults[N]> } = {
  'user-reset': task(Type.Object({ email: Type.String() }), ({ store }, { email }) =>
    resetUser(store, email, { by: OPERATOR, now: Date.now() }),
  ),
  'user-list': task(
    Type.Object({}),
    async ({ store }) => (await ask(store, 'user.list', { q: null, after: null, limit: MOST })).items,
  ),
  'token-create': task(
    Type.Object({ role: Type.Union([Type.Literal('admin'), Type.Literal('viewer')]), name: Type.String() }),
    ({ store }, token) => createToken(store, token, OPERATOR),
  ),
  'token-list': task(
    Type.Object({}),
    async ({ store }) => (await ask(store, 'token.list', { q: null, after: null, limit: MOST })).items,
  ),
  'secret-list': task(Type.Object({}), async (parts) => {
    const secrets = await parts.secrets();
    return { secrets: secrets.list(), locked: secrets.locked() ?? null };
  }),
  // Where no server runs nobody knows the connections: the secret gets its bounds when one is saved.
  'secret-set': task(Type.Object({ name: Type.String(), value: Type.String() }), async (parts, { name, value }) =>
    (await parts.secrets()).set(name, value, OPERATOR, parts.originsOf?.(name) ?? []),
  ),
  'secret-rotate': task(Type.Object({}), async (parts) => (await parts.secrets()).rotate(OPERATOR)),
};
