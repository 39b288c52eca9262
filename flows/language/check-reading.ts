// Replays the recorded answers of an endpoint against its reading, and lists what is wrong or doubtful about the reading.
import type { AnswerOutcome, AnswerReading } from './answer-reading.ts';
import type { Problem } from './catalogue.ts';
import { type FoundAnswer, findAnswer } from './found-answer.ts';
import type { CameAnswer, ParseBody } from './parsed-answer.ts';
import { compileReading } from './reading.ts';
import type { EndpointDocument } from './receivers.ts';

/** A recorded answer with what it means. */
export type MarkedAnswer = CameAnswer & { means: AnswerOutcome };

/** How a sample reads, beside what it was marked as. */
export interface SampleRead {
  means: AnswerOutcome;
  outcome: FoundAnswer['outcome'];
  rule: string;
  same: boolean;
}

/** An endpoint as far as its reading goes. */
export type ReadEndpoint = Pick<EndpointDocument, 'answer' | 'receive'> & { samples?: readonly MarkedAnswer[] };

/** Reads every sample again. `says` has a sentence for each that is read otherwise, and for each doubtful rule. */
export async function replaySamples(
  endpoint: ReadEndpoint,
  parse: ParseBody,
): Promise<{ samples: SampleRead[]; says: string[] }> {
  const marked = endpoint.samples ?? [];
  const samples: SampleRead[] = [];
  for (const sample of marked) {
    const { outcome, rule } = await findAnswer(sample, endpoint, parse);
    samples.push({ means: sample.means, outcome, rule, same: outcome === sample.means });
  }
  const otherwise = samples.flatMap((read, index) =>
    read.same
      ? []
      : [`Sample ${index + 1} means ${read.means}, but reads as ${read.outcome}: ${read.rule.replace(/\.$/, '')}.`],
  );
  return { samples, says: [...otherwise, ...doubts(endpoint.answer ?? {}, marked)] };
}

/** The samples of all endpoints that are read otherwise than they were marked, and what is doubtful: fields as `endpoints.<slug>.samples`. */
export async function checkSamples(
  endpoints: Readonly<Record<string, EndpointDocument>>,
  parse: ParseBody,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [slug, endpoint] of Object.entries(endpoints)) {
    if (endpoint.answer && endpoint.samples?.length) problems.push(...(await sampleProblems(slug, endpoint, parse)));
  }
  return problems;
}

async function sampleProblems(slug: string, endpoint: EndpointDocument, parse: ParseBody): Promise<Problem[]> {
  const { says } = await replaySamples(endpoint, parse);
  return says.map(
    (each): Problem => ({
      code: 'READING_DOUBTFUL',
      severity: 'warning',
      field: `endpoints.${slug}.samples`,
      says: each,
      remedy: 'Correct the reading, or what the sample was marked as.',
    }),
  );
}

/** What is wrong with a reading itself, and rows of it that nothing can reach. `field` starts with `prefix`. */
export function readingFaults(reading: AnswerReading, prefix: string): Problem[] {
  const faults = compileReading(reading).faults.map(
    ({ field, says }): Problem => ({
      code: 'READING_INVALID',
      severity: 'error',
      field: `${prefix}answer.${field}`,
      says,
      remedy: 'Correct the place named: a row that cannot be used never matches.',
    }),
  );
  const hidden = hiddenBy(reading);
  if (hidden === undefined) return faults;
  const says = `Row ${hidden + 1} of the statuses takes every answer with a good status, so no code and no rule is ever looked at for one.`;
  const field = `${prefix}answer.statuses.${hidden}`;
  const remedy = 'Remove the row: the codes or rules say what a good answer means.';
  return [...faults, { code: 'READING_DOUBTFUL', severity: 'warning', field, says, remedy }];
}

/** The row that reads all 2xx as one thing although codes or rules would read them. */
function hiddenBy({ statuses = [], codes, rules = [], preset }: AnswerReading): number | undefined {
  if (!codes && rules.length === 0 && preset === undefined) return undefined;
  const index = statuses.findIndex(({ status }) => /^(2xx|200|200-2\d\d)$/i.test(status.trim()));
  return index === -1 ? undefined : index;
}

/** A text that is looked for in the whole body also matches names of fields: `success` in `{"success":false}`. */
function doubts({ rules = [] }: AnswerReading, samples: readonly MarkedAnswer[]): string[] {
  return rules.flatMap((rule, index) => {
    if (rule.path?.trim() || rule.outcome !== 'accepted') return [];
    const alone = compileReading({ rules: [rule] });
    const wrong = samples.findIndex(
      (sample) =>
        sample.means !== 'accepted' &&
        alone.read(sample, { ok: false, says: '', looksLike: 'text' }).outcome === 'accepted',
    );
    if (wrong === -1) return [];
    return [
      `Rule ${index + 1} finds “${rule.value ?? ''}” in sample ${wrong + 1} too, which means ${samples[wrong]?.means}: it looks at the whole body, names of fields included. Give it a path.`,
    ];
  });
}
