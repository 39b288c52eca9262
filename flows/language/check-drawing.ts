// The checks that need nothing but the document and the catalogue: the editor runs them at every change.
import type { Catalogue, Problem } from './catalogue.ts';
import { checkFields } from './check-fields.ts';
import { checkGraph } from './check-graph.ts';
import { checkRetries } from './check-retry.ts';
import { checkRows } from './check-rows.ts';
import { checkTimes } from './check-times.ts';
import type { FlowDocument } from './document.ts';
import { drawingOf } from './drawing.ts';

/** Problems of the drawing, the forms and the tables; names and expressions are left to `check`. */
export function checkDrawing(document: FlowDocument, catalogue: Catalogue): Problem[] {
  const drawing = drawingOf(document, catalogue);
  return [
    ...checkGraph(drawing),
    ...checkFields(drawing),
    ...checkRetries(drawing),
    ...checkRows(drawing),
    ...checkTimes(drawing),
  ];
}
