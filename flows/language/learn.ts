// Learns how answers are read from recorded ones: proposes rules, proves them on answers they were not learned from, or says why not.
import type { AnswerOutcome, AnswerReading } from './answer-reading.ts';
import { type MarkedAnswer, replaySamples, type SampleRead } from './check-reading.ts';
import { leavesOf } from './learn-features.ts';
import { factPaths, type Learned, type Lesson, strategies } from './learn-strategies.ts';
import type { ParseBody, ParsedAnswer } from './parsed-answer.ts';
import { compileReading } from './reading.ts';
import { readAnswer, type TypeWanted } from './reading-answer.ts';

/** What was learned, with its proof; `reading` is null where nothing could be learned, and `says` says why. */
export interface Learning {
  ok: boolean;
  says: string[];
  reading: AnswerReading | null;
  /** Answers that were read right, not recognised, or read wrong by rules learned from all the others. */
  right: number;
  unrecognised: number;
  wrong: number;
  samples: SampleRead[];
}

/** Fewest answers of each meaning: one more than one, so that each can be left out once. */
const FEWEST = 2;
/** Of the answers that were left out, the share that may not be recognised: a code that came once is known to nobody else. */
const MOST_UNKNOWN = 0.2;

/**
 * Learns a reading. It tells answers apart by status other than 2xx, by values at paths that come again, or by what is there
 * at all; never by the whole body, ids, times, or numbers that vary. A reading counts once every answer, left out of what it
 * is learned from, is read right; never one that reads an answer wrong. Answers that differ in the status alone are learned
 * by status.
 */
export async function learnReading(
  answers: readonly MarkedAnswer[],
  kind: Pick<TypeWanted, 'as' | 'receive'>,
  parse: ParseBody,
): Promise<Learning> {
  const lessons: Lesson[] = [];
  const base: AnswerReading = kind.as && kind.as !== 'declared' ? { as: kind.as } : {};
  const compiled = compileReading(base);
  for (const answer of answers) {
    const { parsed } = await readAnswer(answer, { compiled, ...kind }, parse);
    lessons.push(lessonOf(answer, parsed));
  }
  const fault = tooFew(lessons) ?? contradiction(lessons);
  if (fault !== undefined) return nothing(fault);
  const best = bestOf(lessons);
  if (typeof best === 'string') return nothing(best);
  const reading = { ...base, ...best.reading, ...factPaths(lessons) };
  const endpoint = { answer: reading, samples: answers, ...(kind.receive ? { receive: kind.receive } : {}) };
  const { samples } = await replaySamples(endpoint, parse);
  const misread = samples.findIndex(({ same }) => !same);
  if (misread !== -1) return nothing(`Answer ${misread + 1} is not read as marked by the rules that were found.`);
  const { right, unrecognised, wrong } = best.proof;
  return { ok: true, says: wordsOf(best, lessons.length), reading, right, unrecognised, wrong, samples };
}

function lessonOf(answer: MarkedAnswer, parsed: ParsedAnswer): Lesson {
  const data = parsed.ok ? parsed.data : undefined;
  return { status: answer.status, means: answer.means, leaves: leavesOf(data), text: answer.body.trim() };
}

function nothing(says: string): Learning {
  return { ok: false, says: [says], reading: null, right: 0, unrecognised: 0, wrong: 0, samples: [] };
}

function tooFew(lessons: readonly Lesson[]): string | undefined {
  const counts = new Map<AnswerOutcome, number>();
  for (const { means } of lessons) counts.set(means, (counts.get(means) ?? 0) + 1);
  if (counts.size === 0) return 'There are no answers to learn from. Record some, and mark what each means.';
  if (counts.size === 1)
    return `All answers are marked ${[...counts.keys()].join()}: there is nothing to tell apart. Record some of another kind.`;
  const few = [...counts].find(([, count]) => count < FEWEST);
  if (!few) return undefined;
  return `There is only ${few[1]} answer marked ${few[0]}. At least ${FEWEST} of each kind are needed: record another, or leave it out.`;
}

/** Two answers that are the same and mean different things. */
function contradiction(lessons: readonly Lesson[]): string | undefined {
  const seen = new Map<string, { index: number; means: AnswerOutcome }>();
  for (const [index, { status, text, means }] of lessons.entries()) {
    const key = `${status} ${text}`;
    const before = seen.get(key);
    if (before && before.means !== means)
      return `Answers ${before.index + 1} and ${index + 1} are the same, but one is marked ${before.means} and the other ${means}. Correct the marks.`;
    seen.set(key, { index, means });
  }
  return undefined;
}

interface Proof {
  right: number;
  unrecognised: number;
  wrong: number;
}

/** The first strategy that reads every answer right when it is left out; else the one that knows most and errs never. */
function bestOf(lessons: readonly Lesson[]): (Learned & { proof: Proof }) | string {
  let second: (Learned & { proof: Proof }) | undefined;
  let wasWrong = false;
  for (const learn of strategies(lessons)) {
    const learned = learn(lessons);
    if (!learned || lessons.some((lesson) => learned.classify(lesson) !== lesson.means)) continue;
    const proof = proved(learn, lessons);
    if (proof.wrong > 0) wasWrong = true;
    else if (proof.unrecognised === 0) return { ...learned, proof };
    else if (!second || proof.unrecognised < second.proof.unrecognised) second = { ...learned, proof };
  }
  if (second && second.proof.unrecognised <= lessons.length * MOST_UNKNOWN) return second;
  if (second)
    return `What tells these answers apart is ${second.by}, but ${second.proof.unrecognised} of ${lessons.length} have a value there that no other answer has. Record more answers of each kind.`;
  if (wasWrong)
    return 'What tells these answers apart reads others wrong when it is tried: it is chance. Record more answers of each kind.';
  return 'Nothing in these answers tells them apart: no value at a path, and no status, goes with what they mean. Write the rules by hand, or correct the marks.';
}

/** Each answer read by what was learned from all the others. */
function proved(learn: (lessons: readonly Lesson[]) => Learned | undefined, lessons: readonly Lesson[]): Proof {
  const proof = { right: 0, unrecognised: 0, wrong: 0 };
  for (const [index, lesson] of lessons.entries()) {
    const said = learn(lessons.filter((_, at) => at !== index))?.classify(lesson);
    if (said === undefined) proof.unrecognised += 1;
    else if (said === lesson.means) proof.right += 1;
    else proof.wrong += 1;
  }
  return proof;
}

function wordsOf({ by, proof }: Learned & { proof: Proof }, count: number): string[] {
  const tested = `Each of the ${count} answers was read by rules learned from the others: ${proof.right} right, ${proof.wrong} wrong.`;
  if (proof.unrecognised === 0) return [`They are told apart by ${by}.`, tested];
  const single = `${proof.unrecognised} came with a value that no other has; an answer with a value that is not listed is not recognised, never guessed.`;
  return [`They are told apart by ${by}.`, tested, single];
}
