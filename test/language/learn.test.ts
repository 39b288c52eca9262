// Learning from recorded answers: ten give rules that read ten others right, or it is said why not.
import { describe, expect, it } from 'vitest';
import { checkSamples, type MarkedAnswer, readingFaults, replaySamples } from '../../flows/language/check-reading.ts';
import type { Json } from '../../flows/language/document.ts';
import { learnReading } from '../../flows/language/learn.ts';
import { readBody } from '../../server/reading/read-body.ts';

type Means = MarkedAnswer['means'];

function json(means: Means, body: Json, status = 200): MarkedAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body), means };
}
const at = (n: number, data: Json) => ({
  id: 4000 + n * 37,
  time: `2026-03-0${1 + (n % 9)}T10:00:00Z`,
  ...Object(data),
});

/** Twenty answers, of which the first ten are learned from. Each kind makes its n-th answer. */
const SYSTEMS: Record<string, (n: number) => MarkedAnswer> = {
  'a flag and a code': (n) =>
    n % 2
      ? json('rejected', at(n, { success: false, code: 6008 + (n % 3), text: `Reason ${n}` }))
      : json('accepted', at(n, { success: true, code: 200, data: { lead_id: `${65000 + n}` } })),
  'a status word in XML': (n) => ({
    status: 200,
    type: 'text/xml',
    body: `<r id="${n}"><Status>${n % 3 === 0 ? 'Error' : n % 2 ? 'Rejected' : 'Accepted'}</Status><Ref>00${n}</Ref></r>`,
    means: n % 3 === 0 ? 'error' : n % 2 ? 'rejected' : 'accepted',
  }),
  'the status and what is there': (n) =>
    n % 2
      ? json('rejected', { error: { message: `Field ${n} is wrong` } }, n % 4 === 1 ? 409 : 422)
      : json('accepted', { id: `lead-${n * 7}` }, 201),
  'comma text': (n) => ({
    status: 200,
    type: 'text/plain',
    body: n % 2 ? `0,DUPLICATE,${n * 31}` : `1,OK,${n * 31}`,
    means: n % 2 ? 'rejected' : 'accepted',
  }),
  'words in a sentence': (n) => ({
    status: 200,
    type: 'text/html',
    body: n % 2 ? `Lead ${n * 31} was refused by buyer ${n}` : `Lead ${n * 31} was taken by buyer ${n}`,
    means: n % 2 ? 'rejected' : 'accepted',
  }),
  'two fields together': (n) => {
    const kind = n % 3;
    const body = kind === 0 ? { status: 'ok' } : { status: 'failed', code: kind === 1 ? 'DUP' : 'DOWN' };
    return json(kind === 0 ? 'accepted' : kind === 1 ? 'rejected' : 'error', at(n, body));
  },
  'the status alone': (n) => ({
    status: n % 2 ? 409 : 204,
    body: n % 2 ? 'x' : '',
    means: n % 2 ? 'rejected' : 'accepted',
  }),
};

const TEN = Array.from({ length: 10 }, (_, n) => n);

describe('ten recorded answers', () => {
  it.each(Object.entries(SYSTEMS))('of %s give rules that read ten others right', async (_, answer) => {
    const learned = await learnReading(TEN.map(answer), {}, readBody);
    expect(learned.says.join(' ')).toContain('told apart by');
    expect(learned).toMatchObject({ ok: true, right: 10, unrecognised: 0, wrong: 0 });
    const samples = TEN.map((n) => answer(n + 10));
    const { samples: read } = await replaySamples({ answer: learned.reading ?? {}, samples }, readBody);
    expect(read.filter(({ same }) => !same)).toEqual([]);
  });

  it('give the field that says it, and where reason and reference stand', async () => {
    const { 'a flag and a code': answer } = SYSTEMS;
    const { reading } = await learnReading(
      TEN.map((n) => answer?.(n) ?? json('error', {})),
      {},
      readBody,
    );
    expect(reading).toEqual({
      rules: [
        { path: 'success', value: 'true', outcome: 'accepted' },
        { path: 'success', value: 'false', outcome: 'rejected' },
      ],
      reason: ['text'],
      reference: 'data.lead_id',
    });
  });

  it('never take ids, times or varying numbers for a verdict', async () => {
    const answers = TEN.map((n) =>
      json(n < 5 ? 'accepted' : 'rejected', { id: n, at: `2026-03-01T10:00:0${n}Z`, ms: n < 5 ? 10 + n : 90 + n }),
    );
    expect(await learnReading(answers, {}, readBody)).toMatchObject({ ok: false, reading: null });
  });
});

describe('what cannot be learned is said', () => {
  it.each<[string, MarkedAnswer[], RegExp]>([
    ['nothing at all', [], /no answers to learn from/],
    ['one kind', TEN.map((n) => json('accepted', { n })), /All answers are marked accepted/],
    [
      'one of a kind',
      [...TEN.map((n) => json('accepted', { ok: 1, n })), json('rejected', { ok: 0 })],
      /only 1 answer marked rejected/,
    ],
    [
      'contradictory marks',
      TEN.map((n) => json(n % 2 ? 'accepted' : 'rejected', { ok: 1 })),
      /Answers 1 and 2 are the same/,
    ],
    [
      'nothing that tells',
      TEN.map((n) => json(n % 2 ? 'accepted' : 'rejected', { ok: 1, id: n })),
      /Nothing in these answers tells them apart/,
    ],
    [
      'a code of its own for each',
      TEN.map((n) => json(n % 2 ? 'accepted' : 'rejected', { code: `C${n % 5}${n % 2}` })).slice(0, 8),
      /have a value there that no other answer has|chance|Nothing/,
    ],
  ])('%s', async (_, answers, says) => {
    const learned = await learnReading(answers, {}, readBody);
    expect(learned).toMatchObject({ ok: false, reading: null });
    expect(learned.says.join(' ')).toMatch(says);
  });
});

describe('the samples of an endpoint', () => {
  const samples = [json('accepted', { success: true }), json('rejected', { success: false, text: 'accepted earlier' })];
  const answer = { rules: [{ path: 'success', value: 'true', outcome: 'accepted' as const }] };

  it('that are read otherwise than they were marked are named', async () => {
    const endpoint = { name: 'A', method: 'POST' as const, path: '/', answer, samples };
    expect(await checkSamples({ a: endpoint, b: { ...endpoint, samples: [] } }, readBody)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        field: 'endpoints.a.samples',
        says: 'Sample 2 means rejected, but reads as unrecognised: no rule matched (status 200, success is false).',
      }),
    ]);
  });

  it('show a text that is looked for in the whole body and also stands in a refusal', async () => {
    const rules = [
      { path: 'success', value: 'false', outcome: 'rejected' as const },
      { comparison: 'contains' as const, value: 'accepted', outcome: 'accepted' as const },
      { path: 'success', value: 'true', outcome: 'accepted' as const },
    ];
    const { says } = await replaySamples({ answer: { rules }, samples }, readBody);
    expect(says).toEqual([expect.stringMatching(/^Rule 2 finds “accepted” in sample 2 too.*Give it a path\.$/)]);
  });

  it('and a reading that is wrong in itself is an error', () => {
    const wrong = {
      statuses: [{ status: '2xx', outcome: 'accepted' as const }],
      rules: [{ path: 'a..b', value: '1', outcome: 'error' as const }],
    };
    expect(readingFaults(wrong, 'endpoints.a.')).toEqual([
      expect.objectContaining({ severity: 'error', field: 'endpoints.a.answer.rules.0.path' }),
      expect.objectContaining({ severity: 'warning', field: 'endpoints.a.answer.statuses.0' }),
    ]);
  });
});
