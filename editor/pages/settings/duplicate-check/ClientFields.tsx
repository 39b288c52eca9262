// What clients of the lead API must send, and whom they may name.
import { type ReactElement, useState } from 'react';
import type { ApiProblem } from '../../../api.ts';
import { TextField } from '../../../kit/TextField.tsx';
import type { AccountSettings } from '../../../types.ts';
import { listText, textList } from './check-settings.ts';

interface ClientFieldsProps {
  draft: AccountSettings;
  onChange: (draft: AccountSettings) => void;
  canEdit: boolean;
  problems: ApiProblem['errors'];
}

/** Two lists, each as a line of text. */
export function ClientFields({ draft, onChange, canEdit, problems }: ClientFieldsProps): ReactElement {
  const says = (field: string) => problems.find((each) => each.field.startsWith(field))?.says;
  return (
    <div className="lf-columns">
      <ListText
        label="Required fields"
        description="Parameters that a client of the lead API must send besides list_id and phone_number, with commas between. Without one it is told code 6023."
        placeholder="first_name, email"
        list={draft.required ?? []}
        onChange={(required) => onChange({ ...draft, required })}
        error={says('required')}
        isReadOnly={!canEdit}
      />
      <ListText
        label="Known users"
        description="Whom owner_id, created_by and last_modified_by may name, with commas between; anybody else is told code 6006. Left empty: anybody may be named."
        placeholder="1204, 1207"
        list={draft.users ?? []}
        onChange={(users) => onChange({ ...draft, users })}
        error={says('users')}
        isReadOnly={!canEdit}
      />
    </div>
  );
}

interface ListTextProps {
  label: string;
  description: string;
  placeholder: string;
  list: readonly string[];
  onChange: (list: string[]) => void;
  error: string | undefined;
  isReadOnly: boolean;
}

/** The text stays as it is typed while it says the same list. */
function ListText({ list, onChange, ...field }: ListTextProps): ReactElement {
  const [typed, setTyped] = useState(listText(list));
  const isSame = listText(textList(typed)) === listText(list);
  const change = (text: string): void => {
    setTyped(text);
    onChange(textList(text));
  };
  return <TextField {...field} isMono value={isSame ? typed : listText(list)} onChange={change} />;
}
