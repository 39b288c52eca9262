// A box for one value: whether it is on the list, by which entry or which rule.
import { type ReactElement, useState } from 'react';
import { ruleMet } from '../../../flows/language/list-rules.ts';
import type { ListRules } from '../../../flows/language/list-rules-read.ts';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { Card } from '../../kit/Page.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ListCheck } from '../../types.ts';
import './lists.css';

interface CheckValueProps {
  slug: string;
  /** The rules as they are on the page, saved or not. */
  rules: ListRules;
  isDraft: boolean;
}

/** The box. Values are looked up on the server, rules are tried here, so that a row can be tried before it is saved. */
export function CheckValue({ slug, rules, isDraft }: CheckValueProps): ReactElement {
  const [value, setValue] = useState('');
  const [answer, setAnswer] = useState<{ asked: string; entry: string }>();
  const { send, isPending, error } = useSend(
    (asked: string) => api.get<ListCheck>(`/api/lists/${slug}/check`, { value: asked || ' ' }),
    {
      onDone: ({ entry }, asked) => setAnswer({ entry, asked }),
      onFailed: () => setAnswer(undefined),
    },
  );
  const check = (): void => send(value);
  return (
    <Card>
      <div className="lf-check-value">
        <TextField
          label="Try a value"
          value={value}
          onChange={setValue}
          onEnter={check}
          placeholder="Acme Ltd"
          description={isDraft ? 'Goes by the rules as they stand on this page.' : 'As a step would look it up.'}
        />
        <Button onPress={check} isPending={isPending}>
          Try
        </Button>
        <div className="lf-check-value__answer" role="status">
          {answer && <Answer {...answer} rule={ruleMet(rules, answer.asked)} />}
        </div>
      </div>
      <ProblemNotice error={error} />
    </Card>
  );
}

function Answer({ asked, entry, rule }: { asked: string; entry: string; rule: string }): ReactElement {
  const shown = asked.trim() === '' ? 'A blank value' : `"${asked.trim()}"`;
  if (entry === '' && rule === '') {
    return (
      <p>
        <Badge tone="skip">Miss</Badge> {shown} is not on the list.
      </p>
    );
  }
  return (
    <p>
      <Badge tone="ok">Hit</Badge> {shown} {entry === '' ? `meets the rules: it ${rule}.` : `is the value "${entry}".`}
    </p>
  );
}
