// Tries the rows of an adaptor on a sample as they are typed: in a worker, a row at a time, ending what hangs.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AdaptorDocument, AdaptorField } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import type { MappingWork } from '../../work/mapping-job.ts';
import { startMapping } from '../../work/start-mapping.ts';
import { type SupervisedWorker, WorkFault } from '../../work/supervised-worker.ts';
import { type Preview, partOf, previewOf, readersOf, type Tried } from './preview.ts';
import type { Sample } from './samples.ts';

/** Milliseconds of rest after a change, and for which one row may work. */
const REST_MS = 120;
const ROW_MS = 400;
/** Results are drawn at least this often while many rows are tried. */
const DRAW_MS = 60;

/** The preview as it stands, and what keeps it from being made. */
export interface LivePreview extends Preview {
  /** In words: the worker could not be started. */
  fault: string | undefined;
  /** Tries another expression on the same sample, behind the rows; undefined where it cannot be tried. */
  tryText: TryText;
}

/** What an expression comes to on the sample of the page. Stays the same function. */
export type TryText = (text: string) => Promise<Tried | undefined>;

interface Results {
  sample: Sample | undefined;
  byText: ReadonlyMap<string, Tried>;
  /** The last result of each part of a row, by `partOf`: shown until its new expression was tried. */
  byPart: ReadonlyMap<string, Tried>;
  fault: string | undefined;
}

const NONE: Results = { sample: undefined, byText: new Map(), byPart: new Map(), fault: undefined };

/** The rows' results on the sample; without one, expressions are only read. */
export function usePreview({ fields, tables, zone: own }: AdaptorDocument, sample: Sample | undefined): LivePreview {
  const worker = useMappingWorker();
  const [results, setResults] = useState(NONE);
  const known = useRef(NONE);
  const before = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => worker().tell('sample', sample && { view: sample.view, now: sample.now }), [sample, worker]);
  useEffect(() => {
    const pass = { isOver: false };
    const begin = async (): Promise<void> => {
      if (pass.isOver) return;
      const now = known.current.sample === sample ? known.current : { ...NONE, sample };
      await tryAll({ fields, worker: worker(), pass, now }, (next) => {
        known.current = next;
        setResults(next);
      });
    };
    const timer = setTimeout(
      () => {
        // One pass after the other, so that a row that hangs is tried once.
        before.current = before.current.then(begin);
      },
      known.current.sample === sample ? REST_MS : 0,
    );
    return () => {
      pass.isOver = true;
      clearTimeout(timer);
    };
  }, [fields, sample, worker]);
  const tryText = useCallback<TryText>(
    async (text) => {
      const came = await tryOne(worker(), text);
      return came instanceof WorkFault ? undefined : came;
    },
    [worker],
  );
  const zone = zoneOf(sample);
  const readers = useMemo(
    () => readersOf({ fields, ...(tables ? { tables } : {}), ...(own ? { zone: own } : {}) }, zone),
    [fields, tables, own, zone],
  );
  return useMemo(() => {
    const tried = (text: string, part: string): Tried | undefined =>
      results.byText.get(text) ?? results.byPart.get(part);
    const now = sample?.now ?? Date.now();
    return { ...previewOf(fields, readers, { zone, now, tried }), fault: results.fault, tryText };
  }, [fields, readers, zone, results, sample, tryText]);
}

/** The zone of the flow that the sample went through. */
function zoneOf(sample: Sample | undefined): string {
  const flow = sample?.view.flow;
  return isObject(flow) && typeof flow.zone === 'string' ? flow.zone : 'UTC';
}

/** The expressions of all rows, each with what it is of. */
function textsOf(fields: readonly AdaptorField[]): { text: string; part: string }[] {
  return fields.flatMap(({ when = '', from = '', target }) => [
    ...(when.trim() === '' ? [] : [{ text: when, part: partOf(target, true) }]),
    ...(from.trim() === '' ? [] : [{ text: from, part: partOf(target, false) }]),
  ]);
}

/** Gives the page's worker; it is ended with the page. */
function useMappingWorker(): () => SupervisedWorker<MappingWork> {
  const held = useRef<SupervisedWorker<MappingWork>>(undefined);
  useEffect(
    () => () => {
      held.current?.stop();
      held.current = undefined;
    },
    [],
  );
  const [give] = useState(() => () => {
    held.current ??= startMapping();
    return held.current;
  });
  return give;
}

interface Pass {
  fields: readonly AdaptorField[];
  worker: SupervisedWorker<MappingWork>;
  /** Set where newer rows have come: what is not tried yet is not tried any more. */
  pass: { isOver: boolean };
  now: Results;
}

/** Tries what was not tried on this sample before. A row that hung is not tried again until it is changed. */
async function tryAll({ fields, worker, pass, now }: Pass, show: (results: Results) => void): Promise<void> {
  const { sample } = now;
  const byText = new Map<string, Tried>();
  const byPart = new Map(now.byPart);
  let fault: string | undefined;
  let drawn = performance.now();
  const draw = (): void => {
    drawn = performance.now();
    show({ sample, byText: new Map([...now.byText, ...byText]), byPart: new Map(byPart), fault });
  };
  for (const { text, part } of textsOf(fields)) {
    const came = byText.get(text) ?? now.byText.get(text) ?? (await tryOne(worker, text));
    if (came instanceof WorkFault) {
      if (came.why === 'stopped') return;
      fault = 'The results cannot be worked out here: load the page again.';
      break;
    }
    byText.set(text, came);
    byPart.set(part, came);
    if (pass.isOver) break;
    if (performance.now() - drawn > DRAW_MS) draw();
  }
  if (pass.isOver) draw();
  else show({ sample, byText, byPart, fault });
}

async function tryOne(worker: SupervisedWorker<MappingWork>, text: string): Promise<Tried | WorkFault> {
  try {
    return await worker.ask('evaluate', text, ROW_MS);
  } catch (error) {
    if (!(error instanceof WorkFault)) throw error;
    if (error.why === 'timed out') return { is: 'timed-out' };
    if (error.why !== 'failed') return error;
    return { is: 'fault', code: 'EXPRESSION_FAILED', says: 'It cannot be worked out in this browser.' };
  }
}
