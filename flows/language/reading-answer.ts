// Chooses the type that an answer is read as, has it parsed, and reads it: one way for steps, previews and checks.
import type { AnswerMeaning } from './answer-meaning.ts';
import type { AnswerReading } from './answer-reading.ts';
import {
  type AnswerType,
  type CameAnswer,
  looksOf,
  type ParseBody,
  type ParsedAnswer,
  type ReadAs,
  TYPE_WORDS,
  typeNamed,
} from './parsed-answer.ts';
import { type CompiledReading, compileReading } from './reading.ts';
import type { EndpointDocument } from './receivers.ts';

/** What decides the type of an answer: the step or the reading, then the endpoint, then what the receiver declares. */
export interface TypeWanted {
  as?: AnswerReading['as'];
  receive?: EndpointDocument['receive'];
  /** True: what was declared counts even where it does not fit. */
  strict?: boolean;
  wantsHtml?: boolean;
}

/** An answer read: as what, whether what was declared fits, and what it means. */
export interface AnswerRead {
  parsed: ParsedAnswer;
  /** What was declared, by whomever; undefined where nobody did. */
  declared: ReadAs | undefined;
  /** What to choose as its type where the declared one does not fit; undefined where it does. */
  switchTo: ReadAs | undefined;
  meaning: AnswerMeaning;
}

/** Reads an answer. At once, or a promise where parsing it is one. */
export function readAnswer(
  answer: CameAnswer,
  { compiled, receive, as }: { compiled: CompiledReading } & Pick<TypeWanted, 'receive' | 'as'>,
  parse: ParseBody,
): AnswerRead | Promise<AnswerRead> {
  const { reading, wish, wantsHtml } = compiled;
  const wanted = as ?? reading.as;
  const chosen = chooseType(answer, {
    ...(wanted ? { as: wanted } : {}),
    ...(receive ? { receive } : {}),
    strict: reading.preset === 'leadconduit',
    wantsHtml: wantsHtml || receive === 'html',
  });
  const { declared, switchTo } = chosen;
  const end = (parsed: ParsedAnswer): AnswerRead => {
    const noticed = withNotice(parsed, chosen.notice);
    return { parsed: noticed, declared, switchTo, meaning: compiled.read(answer, noticed) };
  };
  if ('says' in chosen) return end({ ok: false, says: chosen.says, looksLike: chosen.looksLike });
  const parsed = parse(answer.body, chosen.as, wish);
  return parsed instanceof Promise ? parsed.then(end) : end(parsed);
}

/** The compiled reading of a document that does not change; compiled when it is first asked for. */
export function readingOf(reading: AnswerReading): CompiledReading {
  const known = COMPILED.get(reading);
  if (known) return known;
  const compiled = compileReading(reading);
  COMPILED.set(reading, compiled);
  return compiled;
}

const COMPILED = new WeakMap<AnswerReading, CompiledReading>();

interface Chosen {
  declared: ReadAs | undefined;
  switchTo: ReadAs | undefined;
  notice: string;
}

/** What to read an answer as, or why it cannot be read at all. */
export function chooseType(
  answer: CameAnswer,
  { as = 'declared', receive, strict = false, wantsHtml = false }: TypeWanted,
): Chosen & ({ as: ReadAs } | { says: string; looksLike: AnswerType }) {
  const looks = looksOf(answer.body);
  const chosen = as === 'declared' ? receive : as === 'sniffed' ? undefined : as;
  const named = typeNamed(answer.type ?? '');
  const declared = chosen ?? (as === 'sniffed' ? undefined : named);
  const who = chosen ? 'is declared as' : 'came as';
  const misfit =
    declared !== undefined && looks !== 'empty' && declared !== looks && !isBareJson(declared, answer.body);
  const switchTo = misfit ? looks : undefined;
  const notice = misfit ? `The answer ${who} ${TYPE_WORDS[declared]}, but it looks like ${TYPE_WORDS[looks]}.` : '';
  const seems = looks === 'empty' ? 'text' : looks;
  // What a person chose is kept to; what a receiver merely declares gives way to what is there.
  const used = chosen ?? (strict ? (named ?? 'text') : misfit || declared === undefined ? seems : declared);
  const told = { declared, switchTo, notice };
  if (looks === 'empty' && used !== 'text')
    return { ...told, looksLike: looks, says: `Expected ${TYPE_WORDS[used]}, but the body is empty.` };
  if (used !== 'html' || wantsHtml || chosen === 'html') return { ...told, as: used };
  return { ...told, looksLike: looks, says: 'The answer is an HTML page, not data.' };
}

/** `true`, `12` and `"OK"` are JSON, and look like text. */
function isBareJson(declared: ReadAs, body: string): boolean {
  return (
    declared === 'json' && /^\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)\s*$/.test(body.slice(0, 10_000))
  );
}

function withNotice(parsed: ParsedAnswer, notice: string): ParsedAnswer {
  return notice === '' ? parsed : { ...parsed, notices: [notice, ...(parsed.notices ?? [])] };
}
