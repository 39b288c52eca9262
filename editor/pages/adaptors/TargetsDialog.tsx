// Takes over the receiver's field names from what an admin has at hand: a JSON Schema, a sample, an endpoint, names.
import { type ReactElement, useMemo, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import type { EndpointUse } from '../../types.ts';
import { type Comparison, compareTargets, withTargets } from './compare-targets.ts';
import { EndpointSelect } from './EndpointSelect.tsx';
import { type FoundTargets, targetsOf } from './targets.ts';

interface TargetsDialogProps {
  fields: readonly AdaptorField[];
  /** The endpoints that the adaptor makes bodies for: offered first. */
  endpoints: readonly EndpointUse[];
  onFields: (fields: AdaptorField[]) => void;
  onClose: () => void;
}

const EXAMPLE = 'first_name\nlast_name\nphone *\nphone_1,phone_2';
const NOTHING: Comparison = { missing: [], near: [], extra: [], required: [] };

/** The dialog. It says what it reads, and what the rows lack, before anything is changed. */
export function TargetsDialog({ fields, endpoints, onFields, onClose }: TargetsDialogProps): ReactElement {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isMarking, setMarking] = useState(false);
  const found = useMemo(() => targetsOf(text), [text]);
  const apart = useMemo(() => ('says' in found ? NOTHING : compareTargets(fields, found.targets)), [fields, found]);
  const renamed = apart.near.filter(({ target }) => !left.has(target));
  const refused = apart.near.filter(({ target }) => left.has(target)).map(({ meant }) => meant);
  const unnamed = 'says' in found ? [] : found.targets.filter(({ target }) => refused.includes(target));
  const missing = [...apart.missing, ...unnamed];
  const required = isMarking ? apart.required : [];
  const count = missing.length + renamed.length + required.length;
  const fault = 'says' in found ? found.says : count === 0 ? 'All of these have a row already.' : undefined;
  const submit = (): void => {
    setTried(true);
    if (fault !== undefined) return;
    onFields(withTargets(fields, { missing, renamed, required }));
    onClose();
  };
  const toggle = (target: string, isOn: boolean): void => {
    const next = new Set(left);
    if (isOn) next.delete(target);
    else next.add(target);
    setLeft(next);
  };
  const write = (next: string): void => {
    setText(next);
    setTried(false);
  };
  return (
    <FormDialog
      title="Add the receiver’s fields"
      action={
        missing.length > 0 ? `Add ${counted(missing.length, 'field')}` : count > 0 ? 'Change the rows' : 'Add fields'
      }
      onSubmit={submit}
      onClose={onClose}
      shape="wide"
    >
      <TextField
        label="What the receiver takes"
        description="A JSON Schema (it says what is required, and the types), a JSON sample, a query string, or one name a line; a star marks a required one."
        value={text}
        onChange={write}
        placeholder={EXAMPLE}
        rows={10}
        isMono
        autoFocus
        error={isTried || (text.trim() !== '' && 'says' in found) ? fault : undefined}
      />
      <EndpointSelect first={endpoints} onLines={write} />
      <p className="lf-muted" role="status">
        {'says' in found ? '' : foundWords(found, missing)}
      </p>
      <Apart {...{ apart, left, toggle, isMarking }} onMarking={setMarking} />
    </FormDialog>
  );
}

interface ApartProps {
  apart: Comparison;
  left: ReadonlySet<string>;
  toggle: (target: string, isOn: boolean) => void;
  isMarking: boolean;
  onMarking: (isOn: boolean) => void;
}

/** What the rows and the receiver do not agree on. */
function Apart({ apart, left, toggle, isMarking, onMarking }: ApartProps): ReactElement {
  const { missing, near, extra, required } = apart;
  return (
    <div className="lf-stack">
      {near.map(({ target, meant }) => (
        <Checkbox key={target} isSelected={!left.has(target)} onChange={(isOn) => toggle(target, isOn)}>
          {`Rename ${target}: the receiver calls it ${meant}`}
        </Checkbox>
      ))}
      <Names label="Still missing" names={missing.map((field) => `${field.target}${field.required ? ' *' : ''}`)} />
      {required.length > 0 && (
        <Checkbox isSelected={isMarking} onChange={onMarking}>
          {`Mark as required, as the receiver does: ${shortened(required)}`}
        </Checkbox>
      )}
      <Names label="Not among the receiver’s fields, and left as they are" names={extra} />
    </div>
  );
}

const SHOWN = 12;

function Names({ label, names }: { label: string; names: readonly string[] }): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <p>
      {`${label} (${names.length}): `}
      <code>{shortened(names)}</code>
    </p>
  );
}

function shortened(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function foundWords({ from, targets, leftOut }: FoundTargets, fresh: readonly AdaptorField[]): string {
  const required = fresh.filter(({ required }) => required).length;
  const words = [`Read as ${from}: ${counted(targets.length, 'field')}, ${fresh.length} new, ${required} required.`];
  if (leftOut.length > 0) words.push(`Left out, as a target cannot be called so: ${leftOut.slice(0, 5).join(', ')}.`);
  return words.join(' ');
}
