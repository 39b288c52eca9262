// What every field of a form needs to know, whatever its depth.
import { createContext, type ReactNode, useContext } from 'react';
import type { Json } from '../../flows/language/document.ts';
import type { Names, SecretState } from '../types.ts';
import { type FormControls, LATER } from './form-controls.ts';
import type { FormProblem } from './form-model.ts';
import type { PathHint } from './path-hint.ts';

/** The surroundings of a form's fields. */
export interface FormSurroundings {
  problems: readonly FormProblem[];
  isReadOnly: boolean;
  /** Paths that expressions may read, for completion: `steps.map`, `lead.email`. */
  suggest: readonly PathHint[];
  /** Long expressions by file name, and how one is changed. */
  files: Readonly<Record<string, string>>;
  onFileChange: ((name: string, text: string) => void) | undefined;
  /** What a field was given in the last run, for trying a table on it; undefined where there is none. */
  lastInput: ((key: string) => Promise<Json | undefined>) | undefined;
  /** Which secrets are set, for those who may not list them. */
  secrets: readonly SecretState[];
  /** Words that take the place of a field's help, by its path. */
  notes: Readonly<Record<string, string | undefined>>;
  /** What stands under a field, by its path: a button that fills it. */
  under: Readonly<Record<string, ReactNode>>;
  /** The controls of expressions, tables and choices that the server reads. */
  controls: FormControls;
}

/** No names: while they are being read. */
export const NO_NAMES: Names = {
  connections: [],
  templates: [],
  adaptors: [],
  lists: [],
  dncLists: [],
  leadLists: [],
  campaigns: [],
  statuses: [],
  flows: [],
};

/** A form with nothing around it. */
export const BARE_FORM: FormSurroundings = {
  problems: [],
  isReadOnly: false,
  suggest: [],
  files: {},
  onFileChange: undefined,
  lastInput: undefined,
  secrets: [],
  notes: {},
  under: {},
  controls: LATER,
};

/** Set by the form around its fields. */
export const FormContext = createContext<FormSurroundings>(BARE_FORM);

/** The surroundings of this field. */
export function useForm(): FormSurroundings {
  return useContext(FormContext);
}
