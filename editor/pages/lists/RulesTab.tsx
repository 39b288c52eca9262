// The rules of a list: two sections of rows, and a box that says of a value whether it is on the list, and why.
import { type ReactElement, useState } from 'react';
import { isSame } from '../../../flows/language/json.ts';
import { ApiProblem, api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ValidationList } from '../../types.ts';
import { CheckValue } from './CheckValue.tsx';
import { RulesClash } from './RulesClash.tsx';
import { formOf, RULES_FORM, rulesOf } from './rules-form.ts';

interface RulesTabProps {
  list: ValidationList;
  canEdit: boolean;
}

/** The form, saved as a whole; what someone else saved meanwhile is never written over in silence. */
export function RulesTab({ list, canEdit }: RulesTabProps): ReactElement {
  const [base, setBase] = useState(list);
  const [form, setForm] = useState(() => formOf(list.rules));
  const [isTried, setTried] = useState(false);
  const { rules, faults } = rulesOf(form);
  const problems = faults.map(({ path, says }) => ({ field: path.join('.'), says }));
  const isDirty = faults.length > 0 || !isSame(rules, base.rules);
  const begin = (now: ValidationList): void => {
    setBase(now);
    setForm(formOf(now.rules));
    setTried(false);
    reset();
  };
  const { send, isPending, error, reset } = useSend(
    (version: number) => api.put<ValidationList>(`/api/lists/${list.slug}/rules`, rules, { ifMatch: version }),
    {
      done: 'Saved.',
      refresh: ['/api/lists', `/api/lists/${list.slug}/versions`],
      onDone: begin,
      onFailed: () => undefined,
    },
  );
  const isClash = error instanceof ApiProblem && error.code === 'CHANGED_MEANWHILE';
  const save = (): void => {
    setTried(true);
    if (faults.length === 0) send(base.version);
  };
  return (
    <div className="lf-stack">
      <p className="lf-muted">
        A value is on the list where it is one of its values, or meets these rules. Numbers and dates are compared as
        such, anything else as text without capitals.
      </p>
      <CheckValue slug={list.slug} rules={rules} isDraft={isDirty} />
      <Card>
        <SchemaForm
          schema={RULES_FORM}
          value={form}
          onChange={setForm}
          problems={isTried ? problems : undefined}
          readOnly={!canEdit}
        />
      </Card>
      {isClash ? (
        <RulesClash slug={list.slug} mine={rules} isPending={isPending} onTake={begin} onOverwrite={send} />
      ) : (
        <ProblemNotice error={error} />
      )}
      {canEdit && isDirty && !isClash && <SaveRow isPending={isPending} onSave={save} onDiscard={() => begin(list)} />}
    </div>
  );
}

interface SaveRowProps {
  isPending: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

function SaveRow({ isPending, onSave, onDiscard }: SaveRowProps): ReactElement {
  return (
    <div className="lf-form-foot">
      <Button kind="primary" onPress={onSave} isPending={isPending}>
        Save rules
      </Button>
      <Button onPress={onDiscard} isDisabled={isPending}>
        Discard changes
      </Button>
      <span className="lf-muted">Leads are held to the saved rules until then.</span>
    </div>
  );
}
