// The ways in which recorded answers can be told apart, the surest first: each learns from answers and reads others.
import type { AnswerOutcome, AnswerReading, AnswerRule } from './answer-reading.ts';
import { folded, isTelling, type Leaves, presencePaths, tellingPaths } from './learn-features.ts';

/** A recorded answer as it is learned from. */
export interface Lesson {
  status: number;
  means: AnswerOutcome;
  leaves: Leaves;
  /** The body as it came, trimmed. */
  text: string;
}

/** What was learned: the rows of a reading, and what they make of an answer; undefined where they do not know it. */
export interface Learned {
  reading: Pick<AnswerReading, 'statuses' | 'codes' | 'rules'>;
  /** What tells the answers apart, in words. */
  by: string;
  classify: (lesson: Lesson) => AnswerOutcome | undefined;
}

/** Learns from some answers; undefined where it cannot tell them apart. */
export type Learn = (lessons: readonly Lesson[]) => Learned | undefined;

/** Pairs of paths, and paths whose words are looked at: the surest only, since each costs a proof. */
const MOST_PAIRED = 12;
/** Up to so many values are rules; more are a table of codes. */
const FEW_VALUES = 3;

/** What is tried on these answers, in order. */
export function strategies(lessons: readonly Lesson[]): Learn[] {
  const all = lessons.map(({ leaves }) => leaves);
  const candidates = tellingPaths(all);
  const [named, others] = [candidates.filter(isTelling), candidates.filter((each) => !isTelling(each))];
  const tables = named.map(({ path }) => byValue(path));
  const top = named.slice(0, MOST_PAIRED).map(({ path }) => path);
  const pairs = top.flatMap((first) => top.flatMap((second) => (first === second ? [] : [byTwo(first, second)])));
  const present = presencePaths(all).map(({ path }) => path);
  const worded = present.filter((path) => all.every((leaves) => leaves.has(path))).slice(0, MOST_PAIRED);
  const unnamed = others.map(({ path }) => byValue(path));
  return [
    ...tables,
    ...tables.map(afterStatus),
    ...pairs,
    byPresence(present),
    afterStatus(byPresence(present)),
    ...worded.flatMap((path) => [byWords(path), afterStatus(byWords(path))]),
    byStatus,
    ...unnamed,
    ...unnamed.map(afterStatus),
  ];
}

/** Value -> meaning where all answers agree; `mixed` are values that mean several things. */
function tableAt(lessons: readonly Lesson[], path: string) {
  const table = new Map<string, { value: string; means: AnswerOutcome }>();
  const mixed = new Set<string>();
  for (const { leaves, means } of lessons) {
    const value = leaves.get(path);
    if (value === undefined) continue;
    const key = folded(value);
    if ((table.get(key)?.means ?? means) !== means) mixed.add(key);
    if (!table.has(key)) table.set(key, { value, means });
  }
  for (const key of mixed) table.delete(key);
  return { table, mixed };
}

function lookUp(table: ReturnType<typeof tableAt>['table'], path: string, { leaves }: Lesson) {
  const value = leaves.get(path);
  return value === undefined ? undefined : table.get(folded(value))?.means;
}

function byValue(path: string): Learn {
  return (lessons) => {
    const { table, mixed } = tableAt(lessons, path);
    if (mixed.size > 0 || table.size === 0) return undefined;
    const rows = [...table.values()];
    const reading =
      rows.length > FEW_VALUES
        ? { codes: { path, table: rows.map(({ value, means }) => ({ code: value, outcome: means })) } }
        : { rules: rulesOf(path, rows) };
    return { reading, by: `the value at ${path}`, classify: (lesson) => lookUp(table, path, lesson) };
  };
}

function rulesOf(path: string, rows: readonly { value: string; means: AnswerOutcome }[]): AnswerRule[] {
  return rows.map(({ value, means }) => ({ path, value, outcome: means }));
}

/** Where a value at the first path means several things, the second decides. */
function byTwo(first: string, second: string): Learn {
  return (lessons) => {
    const one = tableAt(lessons, first);
    if (one.mixed.size === 0 || one.table.size === 0) return undefined;
    const rest = lessons.filter((lesson) => lookUp(one.table, first, lesson) === undefined);
    const two = tableAt(rest, second);
    if (two.mixed.size > 0 || two.table.size === 0) return undefined;
    return {
      reading: { rules: [...rulesOf(first, [...one.table.values()]), ...rulesOf(second, [...two.table.values()])] },
      by: `the values at ${first} and ${second}`,
      classify: (lesson) => lookUp(one.table, first, lesson) ?? lookUp(two.table, second, lesson),
    };
  };
}

/** Statuses other than 2xx that always mean one thing come first; the rest is learned from what remains. */
function afterStatus(learn: Learn): Learn {
  return (lessons) => {
    const statuses = pureStatuses(lessons.filter(({ status }) => status < 200 || status > 299));
    const rest = lessons.filter(({ status }) => !statuses.has(status));
    if (statuses.size === 0 || rest.length === 0) return undefined;
    const learned = learn(rest);
    if (!learned) return undefined;
    return {
      reading: { statuses: rowsOf(statuses), ...learned.reading },
      by: `the HTTP status and ${learned.by}`,
      classify: (lesson) => statuses.get(lesson.status) ?? learned.classify(lesson),
    };
  };
}

/** A status alone is no yes, unless nothing else tells the answers apart. */
const byStatus: Learn = (lessons) => {
  const statuses = pureStatuses(lessons);
  if (statuses.size < new Set(lessons.map(({ status }) => status)).size) return undefined;
  return {
    reading: { statuses: rowsOf(statuses) },
    by: 'the HTTP status alone: nothing in the bodies does',
    classify: ({ status }) => statuses.get(status),
  };
};

function pureStatuses(lessons: readonly Lesson[]): Map<number, AnswerOutcome> {
  const meanings = new Map<number, Set<AnswerOutcome>>();
  for (const { status, means } of lessons) meanings.set(status, (meanings.get(status) ?? new Set()).add(means));
  return new Map(
    [...meanings].flatMap(([status, all]): [number, AnswerOutcome][] => {
      const [means] = all;
      return all.size === 1 && means ? [[status, means]] : [];
    }),
  );
}

function rowsOf(statuses: ReadonlyMap<number, AnswerOutcome>) {
  return [...statuses].toSorted(([a], [b]) => a - b).map(([status, outcome]) => ({ status: String(status), outcome }));
}

/** Each meaning by something that all of its answers hold and no other does. */
function byPresence(paths: readonly string[]): Learn {
  return (lessons) => {
    const rules: (AnswerRule & { path: string })[] = [];
    for (const means of meaningsOf(lessons)) {
      const path = paths.find((each) =>
        lessons.every(({ leaves, means: its }) => leaves.has(each) === (its === means)),
      );
      if (path === undefined) return undefined;
      rules.push({ path, comparison: 'exists', outcome: means });
    }
    const by = `what is there: ${rules.map(({ path }) => path).join(', ')}`;
    const classify = ({ leaves }: Lesson) => rules.find(({ path }) => leaves.has(path))?.outcome;
    return { reading: { rules }, by, classify };
  };
}

/** Each meaning by a word that all of its texts at the path hold and no other does. */
function byWords(path: string): Learn {
  return (lessons) => {
    const rules: (AnswerRule & { value: string })[] = [];
    for (const means of meaningsOf(lessons)) {
      const [first] = lessons.filter((lesson) => lesson.means === means);
      const words = first ? wordsAt(first, path) : [];
      const value = words.find((word) =>
        lessons.every((lesson) => holds(lesson, path, word) === (lesson.means === means)),
      );
      if (value === undefined) return undefined;
      rules.push({ path, comparison: 'contains', value, outcome: means });
    }
    const by = `words at ${path}: ${rules.map(({ value }) => value).join(', ')}`;
    const classify = (lesson: Lesson) => rules.find(({ value }) => holds(lesson, path, value))?.outcome;
    return { reading: { rules }, by, classify };
  };
}

function meaningsOf(lessons: readonly Lesson[]): AnswerOutcome[] {
  return [...new Set(lessons.map(({ means }) => means))];
}

/** Longest first: the word that says most. */
function wordsAt({ leaves }: Lesson, path: string): string[] {
  const words = leaves.get(path)?.match(/\p{L}{2,}/gu) ?? [];
  return words.toSorted((a, b) => b.length - a.length);
}

function holds({ leaves }: Lesson, path: string, word: string): boolean {
  return folded(leaves.get(path) ?? '').includes(folded(word));
}

/** Where the reason of a refusal, the reference and the price of an acceptance seem to stand. */
export function factPaths(lessons: readonly Lesson[]): Pick<AnswerReading, 'reason' | 'reference' | 'price'> {
  const accepted = lessons.filter(({ means }) => means === 'accepted');
  const others = lessons.filter(({ means }) => means !== 'accepted');
  const reason = namedPath(
    [others, accepted],
    /(^|[._])(message|reason|error|errors|description|detail|details|text)(\.\d+)?$/i,
  );
  const reference = namedPath([accepted, others], /(^|[._@]|[a-z])(lead_?id|id|reference|ref|uuid)$/i);
  const price = namedPath([accepted, others], /(^|[._@])(price|payout|bid|cost)$/i);
  return {
    ...(reason === undefined ? {} : { reason: [reason.replace(/\.\d+(?=\.|$)/g, '.*')] }),
    ...(reference === undefined ? {} : { reference }),
    ...(price === undefined ? {} : { price }),
  };
}

/** The path of such a name that most of the answers have: one that the others lack, then the shortest. */
function namedPath([lessons, others]: [readonly Lesson[], readonly Lesson[]], name: RegExp): string | undefined {
  const elsewhere = (path: string) => Number(others.some(({ leaves }) => leaves.has(path)));
  const counts = new Map<string, number>();
  for (const { leaves } of lessons)
    for (const path of leaves.keys()) if (name.test(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count * 2 > lessons.length).map(([path]) => path);
  return common.toSorted(
    (a, b) => elsewhere(a) - elsewhere(b) || a.split('.').length - b.split('.').length || a.length - b.length,
  )[0];
}
