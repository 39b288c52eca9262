// What every field of a form needs to know, whatever its depth.
import { createContext, useContext } from 'react';
import type { Names } from '../types.ts';
import type { FormProblem } from './form-model.ts';

/** The surroundings of a form's fields. */
export interface FormSurroundings {
  names: Names;
  problems: readonly FormProblem[];
  isReadOnly: boolean;
  /** Paths that expressions may read, for completion: `steps.map`, `lead.email`. */
  suggest: readonly string[];
  /** Long expressions by file name, and how one is changed. */
  files: Readonly<Record<string, string>>;
  onFileChange: ((name: string, text: string) => void) | undefined;
}

/** No names: while they are being read. */
export const NO_NAMES: Names = {
  connections: [],
  adaptors: [],
  lists: [],
  dncLists: [],
  leadLists: [],
  statuses: [],
  flows: [],
};

/** Set by the form around its fields. */
export const FormContext = createContext<FormSurroundings>({
  names: NO_NAMES,
  problems: [],
  isReadOnly: false,
  suggest: [],
  files: {},
  onFileChange: undefined,
});

/** The surroundings of this field. */
export function useForm(): FormSurroundings {
  return useContext(FormContext);
}
