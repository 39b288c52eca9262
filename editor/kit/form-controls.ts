// The heavy controls of a schema form: a page that may have none of them loads them with the first field that needs one.
import { type ComponentType, lazy } from 'react';
import type { Json } from '../../flows/language/document.ts';
import type { FieldControlProps } from './SchemaField.tsx';

/** By what the field holds. */
export interface FormControls {
  Expression: ComponentType<FieldControlProps & { isPrefixed?: boolean }>;
  /** An expression in a file of its own. */
  File: ComponentType<FieldControlProps>;
  Options: ComponentType<FieldControlProps>;
  KeyValue: ComponentType<FieldControlProps & { onSibling: (key: string, value: Json | undefined) => void }>;
}

/** Each is loaded when a form first draws it. The canvas, which needs them at every node, has them ready: ready-controls.ts. */
export const LATER: FormControls = {
  Expression: lazy(() => import('./ExpressionField.tsx').then((file) => ({ default: file.ExpressionField }))),
  File: lazy(() => import('./ExpressionField.tsx').then((file) => ({ default: file.FileExpression }))),
  Options: lazy(() => import('./OptionsField.tsx').then((file) => ({ default: file.OptionsField }))),
  KeyValue: lazy(() => import('./KeyValueField.tsx').then((file) => ({ default: file.KeyValueField }))),
};
