// What the drawing's worker does: checks the drawing and lays it out, so that neither holds up the hand that draws.
import type { Catalogue, Problem } from '../../flows/language/catalogue.ts';
import { checkDrawing } from '../../flows/language/check-drawing.ts';
import type { FlowDocument } from '../../flows/language/document.ts';
import { type Places, type Sizes, tidyPlaces } from './tidy-places.ts';

/** What the worker of a drawing can be asked. */
export interface DrawingWork extends Record<string, (job: never) => unknown> {
  /** The node types, for the checks after it. */
  catalogue: (catalogue: Catalogue) => void;
  /** The problems that the drawing alone shows. */
  check: (document: FlowDocument) => Problem[];
  /** Where each node goes. */
  tidy: (job: { document: FlowDocument; sizes: Sizes }) => Places;
}

/** The work, without the worker. */
export function drawingWork(): DrawingWork {
  let known: Catalogue = {};
  return {
    catalogue: (catalogue) => {
      known = catalogue;
    },
    check: (document) => checkDrawing(document, known),
    tidy: ({ document, sizes }) => tidyPlaces(document, sizes),
  };
}
