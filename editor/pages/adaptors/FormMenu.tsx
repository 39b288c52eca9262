// What form a mapped value is given, as a chip that reads "lead.phone_number → digits only", with a menu to change it.
import { type ReactElement, useRef, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { shown } from '../../../flows/language/mapping.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Menu, type MenuAction } from '../../kit/Menu.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { withExpression } from './adaptor-model.ts';
import { DateDialog } from './DateDialog.tsx';
import type { TryText } from './use-preview.ts';
import { AS_IT_IS, formOf, phoneForm, VALUE_FORMS, withForm } from './value-forms.ts';
import './sources.css';

interface FormMenuProps {
  field: AdaptorField;
  /** One part of the row as it is chosen. */
  onEdit: (part: string, next: AdaptorField) => void;
  /** What the row is called, for the label of the menu. */
  name: string;
  /** Tries a form on the sample. */
  tryText: TryText;
  isReadOnly?: boolean;
}

/** The chip and its menu; nothing where the expression is no path in a form that we know. */
export function FormMenu({ field, onEdit, name, tryText, isReadOnly }: FormMenuProps): ReactElement | null {
  const [asking, setAsking] = useState<'date' | 'code'>();
  const known = formOf(field.from ?? '');
  const live = useLiveHints(tryText);
  if (!known) return null;
  const { path, form } = known;
  const set = (text: string): void => onEdit('form', withExpression(field, text));
  const forms = VALUE_FORMS.some(({ id }) => id === form.id) ? VALUE_FORMS : [...VALUE_FORMS, form];
  const actions: MenuAction[] = forms.map(({ id, label, hint }) => ({
    id,
    label,
    hint: live.hints.get(id) ?? hint,
    isChosen: id === form.id,
    onAction: () => set(withForm(path, id)),
  }));
  actions.push(
    { id: 'code', label: 'international, another code…', hint: '+44, +61', onAction: () => setAsking('code') },
    {
      id: 'date',
      label: 'date format…',
      hint: field.date ?? 'read and written anew',
      onAction: () => setAsking('date'),
    },
  );
  const words = [form.id === AS_IT_IS ? '' : form.label, field.date && `date ${field.date}`, tableWords(field)];
  const chip = words.filter((each) => each).join(' → ');
  return (
    <span className="lf-form-chip">
      {chip !== '' && (
        <span className="lf-form-chip__words">
          <code>{path}</code> → {chip}
        </span>
      )}
      {!isReadOnly && (
        <Menu label={`Form of ${name}`} icon="edit" size="small" actions={actions} onOpen={() => live.work(path)} />
      )}
      {asking === 'date' && <DateDialog {...{ field, path, onEdit }} onClose={() => setAsking(undefined)} />}
      {asking === 'code' && (
        <CodeDialog
          path={path}
          onCode={(code) => set(phoneForm(code).text(path))}
          onClose={() => setAsking(undefined)}
        />
      )}
    </span>
  );
}

function tableWords({ lookup }: AdaptorField): string | undefined {
  return lookup && `table ${lookup}`;
}

/** What each form makes of the path on the sample, once the menu was opened. */
function useLiveHints(tryText: TryText): { hints: ReadonlyMap<string, string>; work: (path: string) => void } {
  const [hints, setHints] = useState<ReadonlyMap<string, string>>(new Map());
  const turn = useRef(0);
  const work = (path: string): void => {
    turn.current += 1;
    const mine = turn.current;
    void (async () => {
      const found = new Map<string, string>();
      for (const { id, text } of VALUE_FORMS) {
        const came = await tryText(text(path));
        if (mine !== turn.current) return;
        if (came?.is === 'value') found.set(id, `→ ${shown(came.value)}`);
        else if (came?.is === 'nothing') found.set(id, '→ nothing');
        else if (came?.is === 'fault') found.set(id, '→ fails on this sample');
      }
      setHints(found);
    })();
  };
  return { hints, work };
}

interface CodeDialogProps {
  path: string;
  onCode: (code: string) => void;
  onClose: () => void;
}

function CodeDialog({ path, onCode, onClose }: CodeDialogProps): ReactElement {
  const [typed, setTyped] = useState('');
  const code = typed.replace(/\D/g, '');
  const isCode = /^[1-9]\d{0,2}$/.test(code);
  const submit = (): void => {
    onCode(code);
    onClose();
  };
  return (
    <FormDialog
      title={`International form of ${path}`}
      action="Use it"
      isReady={isCode}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Country code"
        description={isCode ? phoneForm(code).hint : 'One to three digits, such as 44 for the United Kingdom.'}
        value={typed}
        onChange={setTyped}
        placeholder="44"
        autoFocus
      />
    </FormDialog>
  );
}
