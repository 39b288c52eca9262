// What form a mapped value is given, as a chip that reads "lead.phone_number → digits only", with a menu to change it.
import { type ReactElement, useState } from 'react';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Menu, type MenuAction } from '../../kit/Menu.tsx';
import { Select } from '../../kit/Select.tsx';
import { DATE_FORMATS } from './date-formats.ts';
import { AS_IT_IS, dateForm, formOf, VALUE_FORMS, withForm } from './value-forms.ts';
import './sources.css';

interface FormMenuProps {
  /** The row's expression. */
  text: string;
  onText: (text: string) => void;
  /** What the row is called, for the label of the menu. */
  name?: string;
  isReadOnly?: boolean;
}

/** The chip and its menu; nothing where the expression is no path in a form that we know. */
export function FormMenu({ text, onText, name, isReadOnly }: FormMenuProps): ReactElement | null {
  const [isDating, setDating] = useState(false);
  const known = formOf(text);
  if (!known) return null;
  const { path, form } = known;
  const isDate = form.id.startsWith('date ');
  const actions: MenuAction[] = VALUE_FORMS.map(({ id, label, hint }) => ({
    id,
    label,
    hint,
    isChosen: id === form.id,
    onAction: () => onText(withForm(path, id)),
  }));
  actions.push({
    id: 'date',
    label: isDate ? form.label : 'date…',
    hint: isDate ? form.hint : 'read in one format, written in another',
    isChosen: isDate,
    onAction: () => setDating(true),
  });
  return (
    <span className="lf-form-chip">
      {form.id !== AS_IT_IS && (
        <span className="lf-form-chip__words">
          <code>{path}</code> → {form.label}
        </span>
      )}
      {!isReadOnly && <Menu label={`Form of ${name ?? path}`} icon="edit" size="small" actions={actions} />}
      {isDating && (
        <DateDialog
          path={path}
          formId={form.id}
          onForm={(id) => onText(withForm(path, id))}
          onClose={() => setDating(false)}
        />
      )}
    </span>
  );
}

const READABLE = DATE_FORMATS.filter(({ read }) => read).map(optionOf);
const WRITABLE = DATE_FORMATS.filter(({ write }) => write).map(optionOf);

function optionOf({ id, label, example }: (typeof DATE_FORMATS)[number]) {
  return { id, label, hint: example };
}

interface DateDialogProps {
  path: string;
  formId: string;
  onForm: (id: string) => void;
  onClose: () => void;
}

function DateDialog({ path, formId, onForm, onClose }: DateDialogProps): ReactElement {
  const [, before, after] = /^date (\S+) (\S+)$/.exec(formId) ?? [];
  const [from, setFrom] = useState(before ?? 'm/d/Y');
  const [to, setTo] = useState(after ?? 'Y-m-d');
  const [read, write] = [from, to].map((id) => DATE_FORMATS.find((format) => format.id === id));
  const submit = (): void => {
    if (read && write) onForm(from === to ? AS_IT_IS : dateForm(read, write).id);
    onClose();
  };
  return (
    <FormDialog title={`Date of ${path}`} action="Use it" onSubmit={submit} onClose={onClose}>
      <Select label="It comes as" value={from} onChange={setFrom} options={READABLE} />
      <Select
        label="The receiver wants"
        value={to}
        onChange={setTo}
        options={WRITABLE}
        description="A text that does not fit the first format gives nothing, so that the default stands in for it."
      />
    </FormDialog>
  );
}
