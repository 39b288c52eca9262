// Lists every problem of a flow: what the editor shows, and what forbids publishing.

import { bundleFrom, shapeFaults } from './bundle.ts';
import type { Catalogue, KnownNames, Problem } from './catalogue.ts';
import { checkAsSent } from './check-as-sent.ts';
import { checkCallbacks } from './check-callbacks.ts';
import { checkCalls } from './check-calls.ts';
import { checkDrawing } from './check-drawing.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkFiles } from './check-fields.ts';
import { checkNames } from './check-names.ts';
import { checkRepeats } from './check-retry.ts';
import { checkSameNumber } from './check-same-number.ts';
import { checkSending } from './check-sending.ts';
import type { FlowBundle } from './document.ts';
import { drawingOf } from './drawing.ts';

/** What a flow is checked against. `slug` is the flow's own, where it has one. */
export interface CheckAgainst {
  catalogue: Catalogue;
  known: KnownNames;
  slug?: string | undefined;
}

/**
 * Every problem of the flow, each with node, field, words and remedy; an `error` forbids publishing. Never throws: what
 * is no flow at all is answered with DOCUMENT_UNREADABLE.
 */
export function check(bundle: FlowBundle, { catalogue, known, slug }: CheckAgainst): Problem[] {
  const faults = shapeFaults(bundle);
  if (faults.length > 0) {
    return faults.map(({ field, says }) => ({
      code: 'DOCUMENT_UNREADABLE',
      severity: 'error',
      field,
      says: `This is not a flow as Leadflow writes it. ${says}`,
      remedy: 'Correct the flow’s file at the place named.',
    }));
  }
  const whole = bundleFrom(bundle);
  const drawing = drawingOf(whole.document, catalogue);
  return [
    ...checkDrawing(whole.document, catalogue),
    ...checkFiles(whole.files),
    ...checkNames(drawing, known, slug),
    ...checkCalls(drawing, known, slug),
    ...checkRepeats(drawing, known),
    ...checkExpressions(drawing, whole, known),
    ...checkAsSent(drawing, whole),
    ...checkSameNumber(drawing, whole, known),
    ...checkCallbacks(drawing, whole, known),
    ...checkSending(drawing, whole, known),
  ];
}
