// Tries the rows of an adaptor on a sample as they are typed: in a worker, a row at a time, ending what hangs.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import type { MappingWork } from '../../work/mapping-job.ts';
import { startMapping } from '../../work/start-mapping.ts';
import { type SupervisedWorker, WorkFault } from '../../work/supervised-worker.ts';
import { type Preview, previewOf, type Tried } from './preview.ts';
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
}

interface Results {
  sample: Sample | undefined;
  byText: ReadonlyMap<string, Tried>;
  /** The last result of each target: shown until its new expression was tried. */
  byTarget: ReadonlyMap<string, Tried>;
  fault: string | undefined;
}

const NONE: Results = { sample: undefined, byText: new Map(), byTarget: new Map(), fault: undefined };

/** The rows' results on the sample; without one, expressions are only read. */
export function usePreview(fields: readonly AdaptorField[], sample: Sample | undefined): LivePreview {
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
  return useMemo(() => {
    const tried = (field: AdaptorField): Tried | undefined =>
      results.byText.get(field.from ?? '') ?? results.byTarget.get(field.target);
    return { ...previewOf(fields, tried), fault: results.fault };
  }, [fields, results]);
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
  const byTarget = new Map(now.byTarget);
  let fault: string | undefined;
  let drawn = performance.now();
  const draw = (): void => {
    drawn = performance.now();
    show({ sample, byText: new Map([...now.byText, ...byText]), byTarget: new Map(byTarget), fault });
  };
  for (const { from = '', target } of fields) {
    if (from.trim() === '') continue;
    const came = byText.get(from) ?? now.byText.get(from) ?? (await tryOne(worker, from));
    if (came instanceof WorkFault) {
      if (came.why === 'stopped') return;
      fault = 'The results cannot be worked out here: load the page again.';
      break;
    }
    byText.set(from, came);
    byTarget.set(target, came);
    if (pass.isOver) break;
    if (performance.now() - drawn > DRAW_MS) draw();
  }
  if (pass.isOver) draw();
  else show({ sample, byText, byTarget, fault });
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
