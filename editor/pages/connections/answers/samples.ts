// The sample answers of an endpoint: kept, marked, taken out, and read from what was pasted. Pure.
import type { AnswerOutcome } from '../../../../flows/language/answer-reading.ts';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';

/** An answer with what it means. */
export type MarkedAnswer = SampleAnswer & { means: AnswerOutcome };

/** As many samples as an endpoint keeps. */
const MOST = 200;
/** Characters of a body in one line. */
const LONGEST = 90;

/** The endpoint with one more sample; the same answer again only gets its new meaning. */
export function withSample(endpoint: EndpointDocument, sample: MarkedAnswer): EndpointDocument {
  return { ...endpoint, samples: mergedSamples(endpoint.samples ?? [], [sample]) };
}

/** Both lists, each answer once: what the second list says of it counts. */
export function mergedSamples(before: readonly MarkedAnswer[], more: readonly MarkedAnswer[]): MarkedAnswer[] {
  const all = new Map([...before, ...more].map((sample) => [`${sample.status} ${sample.body}`, sample]));
  return [...all.values()].slice(-MOST);
}

/** The endpoint with other samples; none are left out of the document. */
export function withSamples(endpoint: EndpointDocument, samples: readonly MarkedAnswer[]): EndpointDocument {
  const { samples: _, ...rest } = endpoint;
  return samples.length === 0 ? rest : { ...rest, samples: [...samples] };
}

/** What was pasted as answers: several where each line is JSON of its own, or where a line --- parts them; else one. */
export function answersIn(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const parted = trimmed.split(/^\s*---+\s*$/m).map((part) => part.trim());
  if (parted.length > 1) return parted.filter((part) => part !== '');
  if (isJson(trimmed)) return [trimmed];
  const lines = trimmed.split('\n').map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  return filled.length > 1 && filled.every(isJson) ? filled : [trimmed];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body in one short line. */
export function shortBody(body: string): string {
  const text = body.replace(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
