// The sandbox process: evaluates one expression after another, with no file, socket, secret or process within reach.
import { ExpressionError } from '../../flows/expression/expression-error.ts';
import { type Interpreted, interpret } from '../../flows/expression/interpret.ts';
import type { BodyJob, Job, Reply } from './protocol.ts';

/** Characters of the expressions that are kept ready; the oldest make room. Read, one takes up to forty times its text. */
const MOST_KEPT = 400_000;
/** What the shortest one takes, in such characters. */
const EACH = 200;

const kept = { byHash: new Map<string, { expression: Interpreted; size: number }>(), size: 0 };

process.on('message', (job: Job | BodyJob) => {
  ('read' in job ? readBody(job) : answer(job)).then(reply, (thrown: unknown) => reply(failureOf(job.id, thrown)));
});
// Without its pool a sandbox has nothing to live for.
process.on('disconnect', () => process.exit(0));
reply({ ready: true });

async function answer(job: Job): Promise<Reply> {
  const expression = kept.byHash.get(job.hash)?.expression ?? keep(job);
  if (!expression) return { id: job.id, unknown: true };
  const value = await expression.evaluate(job.input, { now: job.now, random: job.random });
  return { id: job.id, json: value === undefined ? null : JSON.stringify(value) };
}

async function readBody({ id, read: { body, as, wish } }: BodyJob): Promise<Reply> {
  // Most sandboxes never read a body: its parsers are loaded by the first one.
  const { readWhole } = await import('../reading/read-body.ts');
  return { id, json: JSON.stringify(await readWhole(body, as, wish)) };
}

function keep(job: Job): Interpreted | undefined {
  if (job.text === undefined) return undefined;
  const expression = interpret(job.text);
  const size = EACH + job.text.length;
  kept.byHash.set(job.hash, { expression, size });
  kept.size += size;
  for (const [hash, oldest] of kept.byHash) {
    if (kept.size <= MOST_KEPT) break;
    kept.byHash.delete(hash);
    kept.size -= oldest.size;
  }
  return expression;
}

function failureOf(id: number, thrown: unknown): Reply {
  if (thrown instanceof ExpressionError) return { id, code: thrown.code, says: thrown.message };
  return { id, code: 'EXPRESSION_FAILED', says: 'The expression failed.' };
}

function reply(message: Reply): void {
  process.send?.(message);
}
