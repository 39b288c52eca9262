// The heavy controls of a schema form, loaded with the page: a field of a node that is opened has its focus at once.
import { ExpressionField, FileExpression } from './ExpressionField.tsx';
import type { FormControls } from './form-controls.ts';
import { KeyValueField } from './KeyValueField.tsx';
import { OptionsField } from './OptionsField.tsx';

/** For forms that have expressions and tables on every visit. */
export const READY: FormControls = {
  Expression: ExpressionField,
  File: FileExpression,
  Options: OptionsField,
  KeyValue: KeyValueField,
};
