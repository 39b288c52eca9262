// The cells of one row of an adaptor that are written in: its target, and where its value comes from.
import type { ReactElement } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { IconButton } from '../../kit/Button.tsx';
import { ExpressionInput } from '../../kit/ExpressionField.tsx';
import type { PathHint } from '../../kit/path-hint.ts';
import { TextField } from '../../kit/TextField.tsx';
import { modeOf, shownValue, typedValue, withExpression, withMode } from './adaptor-model.ts';
import { FormMenu } from './FormMenu.tsx';
import type { RowPreview } from './preview.ts';
import type { TryText } from './use-preview.ts';

/** What every cell of a row is given. */
export interface CellProps {
  field: AdaptorField;
  /** What the row is called in labels. */
  name: string;
  /** One part of the row as it is typed or chosen. */
  onEdit: (part: string, next: AdaptorField) => void;
  isReadOnly: boolean;
  desk: DeskTools;
}

/** What every row of the desk uses. Stays the same object while nothing of it changes. */
export interface DeskTools {
  /** Paths of the sample, for completion. */
  hints: readonly PathHint[];
  /** Names of the adaptor's tables. */
  tables: readonly string[];
  tryText: TryText;
}

interface TargetCellProps extends CellProps {
  fault: string | undefined;
  /** The field was left: a target with commas becomes rows. */
  onLeave: () => void;
}

const TYPE_WORDS = { string: 'text', number: 'number', boolean: 'yes or no' };

/** The receiver's name of the field; what holds for it in words underneath. */
export function TargetCell({ field, name, fault, onEdit, onLeave, isReadOnly }: TargetCellProps): ReactElement {
  const instead = field.default === undefined ? undefined : `else ${shownValue(field.default) || 'blank'}`;
  const facts = [
    field.when && `only if ${field.when}`,
    field.required && 'required',
    field.type && TYPE_WORDS[field.type],
    instead,
    field.comment,
  ].filter((fact) => fact);
  return (
    <>
      <TextField
        label={`Target of ${name}`}
        hideLabel
        isMono
        placeholder="contact.phone"
        value={field.target}
        onChange={(target) => onEdit('target', { ...field, target })}
        onBlur={onLeave}
        error={fault}
        isReadOnly={isReadOnly}
        isRequired={field.required === true}
        {...(field.required ? { after: <span className="lf-fields__star">*</span> } : {})}
      />
      {facts.length > 0 && (
        <p className="lf-fields__facts" title={facts.join(', ')}>
          {facts.join(' · ')}
        </p>
      )}
    </>
  );
}

interface ValueCellProps extends CellProps {
  row: RowPreview | undefined;
}

/** An expression or a fixed value, the form of a path as a chip, and what is wrong with the expression. */
export function ValueCell({ field, name, row, desk, onEdit, isReadOnly }: ValueCellProps): ReactElement {
  const mode = modeOf(field);
  return (
    <div className="lf-fields__value">
      <IconButton
        icon="braces"
        label={
          mode === 'from'
            ? `${name} is an expression; make it a fixed value`
            : `${name} is fixed; make it an expression`
        }
        isPressed={mode === 'from'}
        onPress={() => onEdit('mode', withMode(field, mode === 'from' ? 'value' : 'from'))}
        isDisabled={isReadOnly}
      />
      {mode === 'value' ? (
        <TextField
          label={`Fixed value of ${name}`}
          hideLabel
          value={shownValue(field.value)}
          onChange={(text) => onEdit('value', { ...field, value: typedValue(text, field.value) })}
          placeholder="Web"
          isReadOnly={isReadOnly}
        />
      ) : (
        <ExpressionCell {...{ field, name, row, desk, onEdit, isReadOnly }} />
      )}
    </div>
  );
}

function ExpressionCell({ field, name, row, desk, onEdit, isReadOnly }: ValueCellProps): ReactElement {
  const { says, at } = row?.inCondition ? {} : faultOf(row);
  return (
    <div className="lf-fields__expression">
      <ExpressionInput
        label={`Expression of ${name}`}
        hideLabel
        value={field.from ?? ''}
        onChange={(text) => onEdit('from', withExpression(field, text))}
        placeholder="not mapped"
        error={says}
        mark={at === undefined || says === undefined ? undefined : { at, says }}
        suggest={desk.hints}
        isReadOnly={isReadOnly}
      />
      {field.from && <FormMenu {...{ field, onEdit, name, isReadOnly }} tryText={desk.tryText} />}
    </div>
  );
}

/** What is wrong with an expression of the row, and where in it. */
export function faultOf(row: RowPreview | undefined): { says?: string | undefined; at?: number | undefined } {
  if (row?.is === 'fault') return { says: `${row.code}: ${row.says}`, at: row.at };
  return row?.is === 'timed-out' ? { says: row.says } : {};
}
